/// @file
/// Chapter 11: what a thread sleeps on.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "futex.hpp"
#include "one_per_thread.hpp"

namespace workbook {

#ifdef WORKBOOK_HAS_FUTEX

/// Lets its thread sleep until another one wakes it. A wake() that comes first
/// is kept for the next sleep. What a thread did before wake() is visible after
/// the sleep that it ends.
class WakeEvent {
 public:
  /// Sleeps until woken, but no longer than until `deadline`: false when that
  /// came first. One thread at a time.
  bool sleep_until(std::chrono::steady_clock::time_point deadline) {
    // From woken to quiet, or else from quiet to asleep. This and the two below
    // acquire what wake() has released.
    if (state_.fetch_sub(1, std::memory_order_acquire) == woken) return true;
    while (futex_wait_until(state_, asleep, deadline)) {
      int found = woken;
      if (state_.compare_exchange_strong(found, quiet,
                                         std::memory_order_acquire)) {
        return true;
      }
    }
    return state_.exchange(quiet, std::memory_order_acquire) == woken;
  }

  /// Wakes the thread that sleeps. Costs a system call only if one does.
  void wake() noexcept {
    if (state_.exchange(woken, std::memory_order_release) == asleep) {
      futex_wake(state_);
    }
  }

 private:
  static constexpr int asleep = -1;  // the thread sleeps
  static constexpr int quiet = 0;    // it does not
  static constexpr int woken = 1;    // nor will it the next time
  std::atomic<int> state_{quiet};
};

#else

/// Lets its thread sleep until another one wakes it. A wake() that comes first
/// is kept for the next sleep. What a thread did before wake() is visible after
/// the sleep that it ends.
class WakeEvent {
 public:
  /// Sleeps until woken, but no longer than until `deadline`: false when that
  /// came first. One thread at a time.
  bool sleep_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock{mutex_};
    const auto woken = [this] { return woken_; };
    if (deadline == deadline.max()) {
      wake_up_.wait(lock, woken);
    } else if (!wake_up_.wait_until(lock, deadline, woken)) {
      return false;
    }
    woken_ = false;
    return true;
  }

  /// Wakes the thread that sleeps.
  void wake() {
    std::unique_lock lock{mutex_};
    woken_ = true;
    lock.unlock();
    wake_up_.notify_one();  // the thread that wakes finds the mutex free
  }

 private:
  std::mutex mutex_;  // guards woken_
  std::condition_variable wake_up_;
  bool woken_ = false;
};

#endif

/// What the calling thread sleeps on. It outlives the thread, so that a wake()
/// may come late: it then wakes another thread for no reason, and harms nobody.
inline WakeEvent& event_of_this_thread() {
  return OnePerThread<WakeEvent>::get();
}

}  // namespace workbook
