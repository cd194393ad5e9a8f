#include "core/stacks.hpp"

#include <signal.h>
#include <sys/mman.h>

#include <cstdint>

#include "core/scheduler.hpp"

namespace explorer::core {
namespace {

constexpr std::size_t slot_size = std::size_t{8} << 20;
constexpr std::size_t signal_stack_size = std::size_t{64} << 10;
constexpr std::size_t guard_size = std::size_t{16} << 10;
constexpr std::size_t pool_size = slot_size * max_threads;

/// Each slot, from below: signal stack, guard, stack. Only what is touched
/// takes memory.
std::byte* make_pool() {
  void* pool = ::mmap(nullptr, pool_size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return pool == MAP_FAILED ? nullptr : static_cast<std::byte*>(pool);
}

std::byte* pool() {
  static std::byte* const the_pool = make_pool();
  return the_pool;
}

std::byte* slot_of(int thread) {
  return pool() + slot_size * static_cast<std::size_t>(thread);
}

}  // namespace

void give_stack(int thread, pthread_attr_t& attributes) {
  if (pool() == nullptr) return;
  std::byte* guard = slot_of(thread) + signal_stack_size;
  ::mprotect(guard, guard_size, PROT_NONE);
  std::byte* stack = guard + guard_size;
  ::pthread_attr_setstack(&attributes, stack,
                          slot_size - signal_stack_size - guard_size);
}

void give_signal_stack(int thread) {
  stack_t present{};
  ::sigaltstack(nullptr, &present);
  const bool has_one = (present.ss_flags & SS_DISABLE) == 0;
  if (has_one || pool() == nullptr) return;  // a sanitizer's
  stack_t mine{};
  mine.ss_sp = slot_of(thread);
  mine.ss_size = signal_stack_size;
  ::sigaltstack(&mine, nullptr);
}

int stack_owner(const void* address) {
  const std::byte* start = pool();
  const auto* at = static_cast<const std::byte*>(address);
  if (start == nullptr || at < start || at >= start + pool_size) return -1;
  return static_cast<int>(static_cast<std::size_t>(at - start) / slot_size);
}

bool is_stack_of_other(const void* address) {
  const int owner = stack_owner(address);
  return owner >= 0 && owner != current->id;
}

bool is_dead_stack(const void* address) {
  if (!is_stack_of_other(address)) return false;
  const auto index = static_cast<std::size_t>(stack_owner(address));
  const std::span<Thread> threads = scheduler().threads();
  if (index >= threads.size()) return true;
  const Thread& owner = threads[index];
  const auto* at = static_cast<const std::byte*>(address);
  return owner.done || at < owner.stack_pointer;
}

}  // namespace explorer::core
