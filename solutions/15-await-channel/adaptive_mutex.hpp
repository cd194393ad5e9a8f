/// @file
/// Chapter 15: a mutex for what is locked for a few nanoseconds (chapter 11's,
/// and where there is only one thread it costs nothing).
#pragma once

#include <atomic>

#include "adaptive_spin.hpp"
#include "futex.hpp"
#include "only_thread.hpp"

namespace workbook {

/// Lets one thread at a time go on. A thread that finds it locked looks a while
/// before it sleeps, since it will be free in less time than it takes to fall
/// asleep; and backs off in between, so that the other thread keeps the mutex's
/// cache line and can lock it several times in a row.
///
/// After Ulrich Drepper's "Futexes Are Tricky", mutex 3. As large as an int.
/// lock() and unlock() cost one atomic operation each while nobody waits.
class AdaptiveMutex {
 public:
  AdaptiveMutex() = default;
  AdaptiveMutex(const AdaptiveMutex&) = delete;
  AdaptiveMutex& operator=(const AdaptiveMutex&) = delete;

  /// Waits until no other thread has it locked.
  void lock() {
    if (only_thread()) return state_.store(locked, std::memory_order_relaxed);
    if (!is_free() || !try_lock()) wait();
  }

  /// Locks it if nobody has it locked, and says whether it did. Never waits.
  [[nodiscard]] bool try_lock() noexcept {
    int found = unlocked;
    return state_.compare_exchange_strong(
        found, locked, std::memory_order_acquire, std::memory_order_relaxed);
  }

  /// Costs a system call only if somebody sleeps. Releases what this thread
  /// did, for the one that locks it next.
  void unlock() noexcept {
    if (only_thread()) return state_.store(unlocked, std::memory_order_relaxed);
    if (state_.exchange(unlocked, std::memory_order_release) == awaited) {
      wake();
    }
  }

 private:
  // These two are not inlined: what nearly always happens can be, then.
  [[gnu::noinline]] void wake() noexcept { futex_wake(state_); }
  [[gnu::noinline]] void wait() {
    if (spin_.until([this] { return is_free() && try_lock(); })) return;
    // Others may sleep too, so the thread that unlocks has one to wake.
    while (state_.exchange(awaited, std::memory_order_acquire) != unlocked) {
      futex_wait(state_, awaited);
    }
  }

  // Only reads: a compare-exchange wants the cache line even if it fails.
  [[nodiscard]] bool is_free() const noexcept {
    return state_.load(std::memory_order_relaxed) == unlocked;
  }

  static constexpr int unlocked = 0;
  static constexpr int locked = 1;   // nobody sleeps
  static constexpr int awaited = 2;  // locked, and somebody may sleep
  inline static AdaptiveSpin spin_;
  std::atomic<int> state_{unlocked};
};

}  // namespace workbook
