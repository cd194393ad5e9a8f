/// @file
/// Chapter 15: a thread or a task that waits in several lines and is claimed
/// once (chapter 6's, where it is always a thread).
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include "only_thread.hpp"
#include "parker.hpp"

namespace workbook {

/// How an operation that waited ended.
enum class Outcome {
  done,       ///< A partner completed it.
  closed,     ///< Its channel was closed.
  again,      ///< A partner claimed it and then could not move the value.
  cancelled,  ///< Nobody completed it: its task was cancelled. (Chapter 17)
};

/// What all waiters of one operation share. The thread that claims it may
/// complete the operation, alone, and must then wake the sleeper.
class Sleeper {
 public:
  /// What winner() is as long as nobody has claimed the sleeper.
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  Sleeper() = default;
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;

  /// True for exactly one caller, whose case `index` wins. Never waits.
  [[nodiscard]] bool claim(std::size_t index) noexcept {
    if (only_thread()) {
      if (winner() != nobody) return false;
      winner_.store(index, std::memory_order_relaxed);
      return true;
    }
    std::size_t expected = nobody;
    return winner_.compare_exchange_strong(expected, index);
  }

  /// Which case won, once the sleeper is awake.
  [[nodiscard]] std::size_t winner() const noexcept { return winner_; }

  /// Wakes the sleeper. The partner that claimed it calls this once, and must
  /// not touch the sleeper again: it may be gone.
  void wake(Outcome outcome) {
    outcome_ = outcome;
    go_on();
  }

  /// What wake() was told, once the sleeper is awake.
  [[nodiscard]] Outcome outcome() const noexcept { return outcome_; }

 protected:
  ~Sleeper() = default;

  /// Lets it be claimed anew. What was written before is visible to a thread
  /// that claims it.
  void may_be_claimed() noexcept {
    if (only_thread()) return winner_.store(nobody, std::memory_order_relaxed);
    winner_ = nobody;
  }

 private:
  // A thread is unparked, a task is posted.
  virtual void go_on() = 0;

  std::atomic<std::size_t> winner_{nobody};
  Outcome outcome_ = Outcome::done;  // written by the claimer, before go_on()
};

/// A sleeper that is a thread. It lives on the thread's stack.
class SleepingThread final : public Sleeper {
 public:
  /// Waits until somebody has claimed and woken this sleeper.
  Outcome sleep() {
    parker_.park();
    return outcome();
  }

  /// The same, but no longer than until `deadline`: empty when that came
  /// first. Somebody may have claimed the sleeper all the same.
  std::optional<Outcome> sleep_until(
      std::chrono::steady_clock::time_point deadline) {
    if (!parker_.park_until(deadline)) return std::nullopt;
    return outcome();
  }

 private:
  void go_on() override { parker_.unpark(); }

  Parker parker_;
};

}  // namespace workbook
