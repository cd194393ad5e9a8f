// The functions by which a program tells the thread sanitizer what it cannot
// see: sanitizer/tsan_interface.h, and the older Annotate… that many copies
// of dynamic_annotations.h declare.

#include "races/annotations.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/observer.hpp"
#include "core/scheduler.hpp"

namespace explorer::core {
namespace {

/// How many more times the calling thread has begun to ignore than ended.
thread_local int ignored_reads = 0;
thread_local int ignored_writes = 0;

/// Memory that may race, in the schedule that has said so.
struct Benign {
  int schedule = 0;
  const std::byte* start = nullptr;
  std::size_t size = 0;
};

std::array<Benign, 64> benign;
std::size_t benign_count = 0;

int this_schedule() { return scheduler().record().begun; }

void let_race(const volatile void* start, std::size_t size) {
  if (current == nullptr) return;
  if (benign_count > 0 && benign[0].schedule != this_schedule()) {
    benign_count = 0;
  }
  if (benign_count == benign.size()) return;
  benign[benign_count++] = {
      this_schedule(),
      static_cast<const std::byte*>(const_cast<const void*>(start)), size};
}

bool is_benign(const void* address) {
  const auto* at = static_cast<const std::byte*>(address);
  for (std::size_t i = 0; i < benign_count; ++i) {
    const Benign& it = benign[i];
    if (it.schedule == this_schedule() && at >= it.start &&
        at < it.start + it.size) {
      return true;
    }
  }
  return false;
}

void acquire_if_controlled(const volatile void* object) {
  if (current != nullptr) acquired(const_cast<const void*>(object));
}

void release_if_controlled(const volatile void* object) {
  if (current != nullptr) released(const_cast<const void*>(object));
}

/// As sanitizer/tsan_interface.h has it.
constexpr unsigned try_lock_failed = 1U << 5;

}  // namespace

bool may_race(const void* address, bool write) noexcept {
  if ((write ? ignored_writes : ignored_reads) > 0) return true;
  return benign_count > 0 && is_benign(address);
}

}  // namespace explorer::core

using explorer::core::acquire_if_controlled;
using explorer::core::ignored_reads;
using explorer::core::ignored_writes;
using explorer::core::let_race;
using explorer::core::release_if_controlled;

// What is said of a thing that matters nothing here.
#define EXPLORER_NOTHING(name, parameters) \
  void name parameters {}

extern "C" {

void __tsan_acquire(void* object) { acquire_if_controlled(object); }
void __tsan_release(void* object) { release_if_controlled(object); }

// A mutex of the program's own. What it is made of is seen anyway; that it
// orders its sections is said here.
EXPLORER_NOTHING(__tsan_mutex_create, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_destroy, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_pre_lock, (void*, unsigned))
void __tsan_mutex_post_lock(void* mutex, unsigned flags, int) {
  if ((flags & explorer::core::try_lock_failed) == 0) {
    acquire_if_controlled(mutex);
  }
}
int __tsan_mutex_pre_unlock(void* mutex, unsigned) {
  release_if_controlled(mutex);
  return 1;  // how often it was locked
}
EXPLORER_NOTHING(__tsan_mutex_post_unlock, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_pre_signal, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_post_signal, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_pre_divert, (void*, unsigned))
EXPLORER_NOTHING(__tsan_mutex_post_divert, (void*, unsigned))

// Objects of libraries that are not instrumented.
void* __tsan_external_register_tag(const char* type) {
  return const_cast<char*>(type);
}
EXPLORER_NOTHING(__tsan_external_register_header, (void*, const char*))
EXPLORER_NOTHING(__tsan_external_assign_tag, (void*, void*))
void __tsan_read1(void* address);
void __tsan_write1(void* address);
void __tsan_external_read(void* address, void*, void*) {
  __tsan_read1(address);
}
void __tsan_external_write(void* address, void*, void*) {
  __tsan_write1(address);
}

// Fibers stay what they are to the scheduler: parts of their thread.
void* __tsan_get_current_fiber() { return explorer::core::current; }
void* __tsan_create_fiber(unsigned) { return explorer::core::current; }
EXPLORER_NOTHING(__tsan_destroy_fiber, (void*))
EXPLORER_NOTHING(__tsan_switch_to_fiber, (void*, unsigned))
EXPLORER_NOTHING(__tsan_set_fiber_name, (void*, const char*))

EXPLORER_NOTHING(__tsan_flush_memory, ())

// The compiler's own, around code that it does not want to be seen.
void __tsan_ignore_thread_begin() {
  ++ignored_reads;
  ++ignored_writes;
}
void __tsan_ignore_thread_end() {
  --ignored_reads;
  --ignored_writes;
}

#define EXPLORER_FILE const char*, int

void AnnotateHappensBefore(EXPLORER_FILE, const volatile void* object) {
  release_if_controlled(object);
}
void AnnotateHappensAfter(EXPLORER_FILE, const volatile void* object) {
  acquire_if_controlled(object);
}
void WTFAnnotateHappensBefore(EXPLORER_FILE, const volatile void* object) {
  release_if_controlled(object);
}
void WTFAnnotateHappensAfter(EXPLORER_FILE, const volatile void* object) {
  acquire_if_controlled(object);
}
void AnnotateCondVarSignal(EXPLORER_FILE, const volatile void* object) {
  release_if_controlled(object);
}
void AnnotateCondVarSignalAll(EXPLORER_FILE, const volatile void* object) {
  release_if_controlled(object);
}
void AnnotateCondVarWait(EXPLORER_FILE, const volatile void* object,
                         const volatile void*) {
  acquire_if_controlled(object);
}
void AnnotateRWLockAcquired(EXPLORER_FILE, const volatile void* lock, long) {
  acquire_if_controlled(lock);
}
void AnnotateRWLockReleased(EXPLORER_FILE, const volatile void* lock, long) {
  release_if_controlled(lock);
}
EXPLORER_NOTHING(AnnotateRWLockCreate, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateRWLockCreateStatic,
                 (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateRWLockDestroy, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateMutexIsNotPHB, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateMutexIsUsedAsCondVar,
                 (EXPLORER_FILE, const volatile void*))

void AnnotateIgnoreReadsBegin(EXPLORER_FILE) { ++ignored_reads; }
void AnnotateIgnoreReadsEnd(EXPLORER_FILE) { --ignored_reads; }
void AnnotateIgnoreWritesBegin(EXPLORER_FILE) { ++ignored_writes; }
void AnnotateIgnoreWritesEnd(EXPLORER_FILE) { --ignored_writes; }
EXPLORER_NOTHING(AnnotateIgnoreSyncBegin, (EXPLORER_FILE))
EXPLORER_NOTHING(AnnotateIgnoreSyncEnd, (EXPLORER_FILE))

void AnnotateBenignRace(EXPLORER_FILE, const volatile void* start,
                        const char*) {
  let_race(start, 1);
}
void AnnotateBenignRaceSized(EXPLORER_FILE, const volatile void* start,
                             std::size_t size, const char*) {
  let_race(start, size);
}
void WTFAnnotateBenignRaceSized(EXPLORER_FILE, const volatile void* start,
                                std::size_t size, const char*) {
  let_race(start, size);
}

EXPLORER_NOTHING(AnnotatePCQCreate, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotatePCQDestroy, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotatePCQPut, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotatePCQGet, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateNewMemory,
                 (EXPLORER_FILE, const volatile void*, std::size_t))
EXPLORER_NOTHING(AnnotateMemoryIsInitialized,
                 (EXPLORER_FILE, const volatile void*, std::size_t))
EXPLORER_NOTHING(AnnotateMemoryIsUninitialized,
                 (EXPLORER_FILE, const volatile void*, std::size_t))
EXPLORER_NOTHING(AnnotatePublishMemoryRange,
                 (EXPLORER_FILE, const volatile void*, std::size_t))
EXPLORER_NOTHING(AnnotateUnpublishMemoryRange,
                 (EXPLORER_FILE, const volatile void*, std::size_t))
EXPLORER_NOTHING(AnnotateExpectRace,
                 (EXPLORER_FILE, const volatile void*, const char*))
EXPLORER_NOTHING(AnnotateFlushExpectedRaces, (EXPLORER_FILE))
EXPLORER_NOTHING(AnnotateEnableRaceDetection, (EXPLORER_FILE, int))
EXPLORER_NOTHING(AnnotateTraceMemory, (EXPLORER_FILE, const volatile void*))
EXPLORER_NOTHING(AnnotateThreadName, (EXPLORER_FILE, const char*))
EXPLORER_NOTHING(AnnotateFlushState, (EXPLORER_FILE))
EXPLORER_NOTHING(AnnotateNoOp, (EXPLORER_FILE, const volatile void*))

int RunningOnValgrind() { return 0; }
double ValgrindSlowdown() { return 1.0; }

}  // extern "C"
