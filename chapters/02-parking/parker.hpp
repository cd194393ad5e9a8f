/// @file
/// Chapter 2: how one thread waits for another.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "todo.hpp"

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
  void park() { todo("02: Parker::park", "task 1"); }

  /// The same, but waits no longer than until `deadline`: false when that
  /// came first. A permit that is there already is taken even after it.
  /// Any time point will do; time_point::max() never comes.
  bool park_until(
      [[maybe_unused]] std::chrono::steady_clock::time_point deadline) {
    todo("02: Parker::park_until", "task 3");
  }

  /// Gives the permit; a second one is not kept. Never waits for long.
  void unpark() { todo("02: Parker::unpark", "task 1"); }

 private:
  // Yours: the permit, the mutex that guards it, and a condition variable
  // named for what a sleeper waits for.
};

}  // namespace workbook
