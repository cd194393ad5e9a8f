/// @file
/// Chapter 6: a thread that waits in several lines and is claimed once.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include "parker.hpp"

namespace workbook {

/// How an operation that waited ended.
enum class Outcome {
  done,    ///< A partner completed it.
  closed,  ///< Its channel was closed.
  again,   ///< A partner claimed it and then could not move the value.
};

/// What all waiters of one operation share. Whoever claims the sleeper may
/// complete the operation, alone, and must then wake it.
class Sleeper {
 public:
  /// What winner() is as long as nobody has claimed the sleeper.
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  /// True for exactly one caller, whose case `index` wins. Never waits.
  [[nodiscard]] bool claim(std::size_t index) noexcept {
    std::size_t expected = nobody;
    return winner_.compare_exchange_strong(expected, index);
  }

  /// Which case won, once sleep() has returned.
  [[nodiscard]] std::size_t winner() const noexcept { return winner_; }

  /// Wakes the thread. Only who claimed the sleeper calls it, once, and does
  /// not touch the sleeper again: it may be gone.
  void wake(Outcome outcome) {
    outcome_ = outcome;
    parker_.unpark();
  }

  /// Waits until somebody has claimed and woken this sleeper.
  Outcome sleep() {
    parker_.park();
    return outcome_;
  }

  /// The same, but no longer than until `deadline`: empty when that came
  /// first. Somebody may have claimed the sleeper all the same.
  std::optional<Outcome> sleep_until(
      std::chrono::steady_clock::time_point deadline) {
    if (!parker_.park_until(deadline)) return std::nullopt;
    return outcome_;
  }

 private:
  std::atomic<std::size_t> winner_{nobody};
  Outcome outcome_ = Outcome::done;  // written by the claimer, before unpark()
  Parker parker_;
};

}  // namespace workbook
