/// @file
/// Chapter 11: a mutex for what is locked for a few nanoseconds.
#pragma once

#include <atomic>
#include <thread>

#include "pause.hpp"

namespace workbook {

/// Lets one thread at a time go on. Whoever finds it locked looks again a few
/// times before it sleeps, since it will be free in less time than it takes to
/// fall asleep; and backs off in between, so that the other thread keeps the
/// mutex's cache line and can lock it several times in a row.
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
    if (try_lock()) return;
    if (look(back_off) || look(std::this_thread::yield)) return;
    // Others may sleep too, so that whoever unlocks has somebody to wake.
    while (state_.exchange(awaited) != unlocked) state_.wait(awaited);
  }

  /// Locks it if nobody has it locked, and says whether it did. Never waits.
  [[nodiscard]] bool try_lock() noexcept {
    int found = unlocked;
    return state_.compare_exchange_strong(found, locked);
  }

  /// Costs a system call only if somebody sleeps.
  void unlock() noexcept {
    if (state_.exchange(unlocked) == awaited) state_.notify_one();
  }

 private:
  // Locks it if it becomes free soon, and says whether it did. Only reads it
  // until then: a compare-exchange wants the cache line even if it fails.
  bool look(void (*between)()) {
    constexpr int looks = 10;
    for (int i = 0; i < looks; ++i) {
      between();
      if (state_ == unlocked && try_lock()) return true;
    }
    return false;
  }

  static constexpr int unlocked = 0;
  static constexpr int locked = 1;   // nobody sleeps
  static constexpr int awaited = 2;  // locked, and somebody may sleep
  std::atomic<int> state_{unlocked};
};

}  // namespace workbook
