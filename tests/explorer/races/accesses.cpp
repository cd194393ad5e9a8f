// Plain memory, as -fsanitize=thread reports it: a call before each access.

#include <cstdint>

#include "core/scheduler.hpp"
#include "core/thread.hpp"
#include "races/annotations.hpp"
#include "races/detector.hpp"

using explorer::core::current;
using explorer::core::detector;
using explorer::core::may_race;
using explorer::core::scheduler;

namespace {

void on_access(const explorer::core::MemoryAccess& new_access,
               const void* caller) {
  if (current == nullptr) return;
  scheduler().pass(caller);
  // A loop that changes something is none that waits.
  if (new_access.write) current->same_loads = -1;
  if (may_race(new_access.address, new_access.write)) return;
  detector().on_access(new_access);
}

}  // namespace

// In the instrumented program, where the call is.
#define EXPLORER_CALLER __builtin_return_address(0)

#define on_read(it, length) \
  on_access({.address = (it), .size = (length)}, EXPLORER_CALLER)
#define on_write(it, length) \
  on_access({.address = (it), .size = (length), .write = true}, EXPLORER_CALLER)

#define EXPLORER_ACCESSES(size)                                                \
  void __tsan_read##size(void* it) { on_read(it, size); }                      \
  void __tsan_write##size(void* it) { on_write(it, size); }                    \
  void __tsan_read_write##size(void* it) { on_write(it, size); }               \
  void __tsan_unaligned_read##size(void* it) { on_read(it, size); }            \
  void __tsan_unaligned_write##size(void* it) { on_write(it, size); }          \
  void __tsan_unaligned_read_write##size(void* it) { on_write(it, size); }     \
  void __tsan_volatile_read##size(void* it) { on_read(it, size); }             \
  void __tsan_volatile_write##size(void* it) { on_write(it, size); }           \
  void __tsan_unaligned_volatile_read##size(void* it) { on_read(it, size); }   \
  void __tsan_unaligned_volatile_write##size(void* it) { on_write(it, size); } \
  void __tsan_read##size##_pc(void* it, void*) { on_read(it, size); }          \
  void __tsan_write##size##_pc(void* it, void*) { on_write(it, size); }

extern "C" {

EXPLORER_ACCESSES(1)
EXPLORER_ACCESSES(2)
EXPLORER_ACCESSES(4)
EXPLORER_ACCESSES(8)
EXPLORER_ACCESSES(16)

void __tsan_read_range(void* start, std::size_t size) { on_read(start, size); }
void __tsan_write_range(void* start, std::size_t size) {
  on_write(start, size);
}

/// A destructor stores the same table again and again.
void __tsan_vptr_update(void** slot, void* table) {
  if (*slot != table) on_write(slot, sizeof *slot);
}
void __tsan_vptr_read(void** slot) { on_read(slot, sizeof *slot); }

void __tsan_init() {}
/// Tells the places apart that one function is called from.
void __tsan_func_entry(void* caller) {
  if (current == nullptr) return;
  current->calls =
      current->calls * 31 + reinterpret_cast<std::uintptr_t>(caller);
  scheduler().pass(caller);
}
/// Where a function returns, it need not touch anything.
void __tsan_func_exit() {
  if (current != nullptr) scheduler().pass(EXPLORER_CALLER);
}

void* __tsan_memcpy(void* to, const void* from, std::size_t size) {
  on_read(from, size);
  on_write(to, size);
  return __builtin_memcpy(to, from, size);
}
void* __tsan_memmove(void* to, const void* from, std::size_t size) {
  on_read(from, size);
  on_write(to, size);
  return __builtin_memmove(to, from, size);
}
void* __tsan_memset(void* start, int byte, std::size_t size) {
  on_write(start, size);
  return __builtin_memset(start, byte, size);
}

}  // extern "C"
