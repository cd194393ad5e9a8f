/// @file
/// Chapter 11: a fast mutex for channels (the one of chapter 6 is the standard
/// library's).
#pragma once

#include <atomic>
#include <thread>

namespace workbook {

/// Guards a channel. Whoever finds it locked looks again a few times, and lets
/// others run in between, before it sleeps: a channel is locked for less time
/// than it takes to fall asleep.
///
/// After Ulrich Drepper's "Futexes Are Tricky", mutex 3. As large as an int.
/// lock() and unlock() cost one atomic operation each while nobody waits.
class ChannelMutex {
 public:
  ChannelMutex() = default;
  ChannelMutex(const ChannelMutex&) = delete;
  ChannelMutex& operator=(const ChannelMutex&) = delete;

  /// Waits until no other thread has it locked.
  void lock() {
    constexpr int looks = 10;
    for (int i = 0; i < looks; ++i) {
      if (try_lock()) return;
      std::this_thread::yield();
    }
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
  static constexpr int unlocked = 0;
  static constexpr int locked = 1;   // nobody sleeps
  static constexpr int awaited = 2;  // locked, and somebody may sleep
  std::atomic<int> state_{unlocked};
};

}  // namespace workbook
