/// @file
/// Chapter 2: how one thread waits for another.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace workbook {

/// Lets one thread wait until another one lets it go on, by one permit, as
/// Java's LockSupport and Rust's thread::park have it. unpark() gives the
/// permit and may come first; park() waits for it and consumes it.
///
/// What a thread did before unpark() is visible after the park() that it ends.
/// The parked thread may destroy the Parker as soon as its park() returns.
class Parker {
 public:
  Parker() = default;
  Parker(const Parker&) = delete;
  Parker& operator=(const Parker&) = delete;

  /// Waits for the permit and consumes it; returns for no other reason.
  /// One thread at a time may wait.
  void park() {
    std::unique_lock lock{mutex_};
    permit_given_.wait(lock, [this] { return permit_; });
    permit_ = false;
  }

  /// The same, but waits no longer than until `deadline`: false when that
  /// came first. A permit that is there already is taken even after it.
  bool park_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock{mutex_};
    const bool in_time =
        permit_given_.wait_until(lock, deadline, [this] { return permit_; });
    if (in_time) permit_ = false;
    return in_time;
  }

  /// Gives the permit; a second one is not kept. Never waits for long.
  void unpark() {
    std::lock_guard lock{mutex_};
    permit_ = true;
    // Under the lock: the sleeper cannot return, and end our lifetime, before
    // we let go of the mutex, and that is our last access.
    permit_given_.notify_one();
  }

 private:
  std::mutex mutex_;  // guards permit_
  std::condition_variable permit_given_;
  bool permit_ = false;
};

}  // namespace workbook
