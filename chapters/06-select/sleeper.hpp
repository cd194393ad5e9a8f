/// @file
/// Chapters 6 and 7: a thread that waits in several lines and is claimed once.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "parker.hpp"
#include "todo.hpp"

namespace workbook {

/// How an operation that waited ended.
enum class Outcome {
  done,    ///< A partner completed it.
  closed,  ///< Its channel was closed.
  again,   ///< A partner claimed it and then could not move the value.
};

/// What all waiters of one operation share. The thread that claims it may
/// complete the operation, alone, and must then wake the sleeper.
class Sleeper {
 public:
  /// What winner() is as long as nobody has claimed the sleeper.
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  /// True for exactly one caller, whose case `index` wins. Never waits.
  [[nodiscard]] bool claim([[maybe_unused]] std::size_t index) noexcept {
    todo("06: Sleeper::claim", "task 2");
  }

  /// Which case won, once sleep() has returned.
  [[nodiscard]] std::size_t winner() const noexcept {
    todo("06: Sleeper::winner", "task 2");
  }

  /// Wakes the thread. The partner that claimed the sleeper calls it once, and
  /// must not touch the sleeper again: it may be gone.
  void wake([[maybe_unused]] Outcome outcome) {
    todo("06: Sleeper::wake", "task 2");
  }

  /// Waits until somebody has claimed and woken this sleeper.
  Outcome sleep() { todo("06: Sleeper::sleep", "task 2"); }

  /// The same, but no longer than until `deadline`: empty when that came
  /// first. Somebody may have claimed the sleeper all the same. (Chapter 7)
  std::optional<Outcome> sleep_until(
      [[maybe_unused]] std::chrono::steady_clock::time_point deadline) {
    todo("07: Sleeper::sleep_until", "task 2");
  }

 private:
  // Yours: which case has claimed it, if any; how the operation ended; and
  // the Parker that the thread sleeps on.
};

}  // namespace workbook
