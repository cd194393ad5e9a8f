/// @file
/// Chapter 11: where a thread sleeps.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "futex.hpp"

namespace workbook {

#ifdef WORKBOOK_HAS_FUTEX

/// Where a thread sleeps until another one wakes it. A wake() that comes first
/// is kept for the next sleep.
class Bed {
 public:
  /// Sleeps until woken, but no longer than until `deadline`: false when that
  /// came first. One thread at a time.
  bool sleep_until(std::chrono::steady_clock::time_point deadline) {
    // From 1 to 0, or else from 0 to -1.
    if (state_.fetch_sub(1) == woken) return true;
    while (futex_wait(state_, asleep, deadline)) {
      int found = woken;
      if (state_.compare_exchange_strong(found, empty)) return true;
    }
    return state_.exchange(empty) == woken;
  }

  /// Wakes who sleeps here. Costs a system call only if somebody does.
  void wake() {
    if (state_.exchange(woken) == asleep) futex_wake(state_);
  }

 private:
  static constexpr int asleep = -1;  // somebody sleeps
  static constexpr int empty = 0;    // nobody does
  static constexpr int woken = 1;    // nobody does, and the next will not
  std::atomic<int> state_{empty};
};

#else

/// Where a thread sleeps until another one wakes it. A wake() that comes first
/// is kept for the next sleep.
class Bed {
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

  /// Wakes who sleeps here.
  void wake() {
    std::unique_lock lock{mutex_};
    woken_ = true;
    lock.unlock();
    wake_up_.notify_one();  // who wakes finds the mutex free
  }

 private:
  std::mutex mutex_;  // guards woken_
  std::condition_variable wake_up_;
  bool woken_ = false;
};

#endif

/// The beds of all threads. A bed is given to one thread after another and
/// never destroyed, so that a wake() may come late: it then wakes somebody for
/// no reason, and harms nobody.
class Dormitory {
 public:
  /// The calling thread's bed, from its first call until the thread destroys
  /// its thread_local objects. If one of them waits after that, the thread
  /// gets another bed, which is never given back.
  static Bed& my_bed() {
    thread_local Bed* mine = nullptr;
    thread_local const Stay stay{mine};
    if (mine == nullptr) mine = &dormitory().check_in();
    return *mine;
  }

 private:
  struct Stay {
    explicit Stay(Bed*& whose) : bed(whose) {}
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;
    ~Stay() { dormitory().check_out(*std::exchange(bed, nullptr)); }
    Bed*& bed;
  };

  static Dormitory& dormitory() {
    static auto& everybodys = *new Dormitory;  // threads may outlive main()
    return everybodys;
  }

  Bed& check_in() {
    const std::lock_guard lock{mutex_};
    if (free_.empty()) return *new Bed;
    Bed& bed = *free_.back();
    free_.pop_back();
    return bed;
  }

  void check_out(Bed& bed) {
    const std::lock_guard lock{mutex_};
    free_.push_back(&bed);
  }

  std::mutex mutex_;  // guards free_
  std::vector<Bed*> free_;
};

}  // namespace workbook
