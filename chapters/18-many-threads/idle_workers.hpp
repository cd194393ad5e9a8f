/// @file
/// Chapter 18: where workers sleep that find nothing to do.
#pragma once

#include <cstddef>

#include "timer.hpp"
#include "todo.hpp"

namespace workbook {

/// Workers that sleep until there is something to do.
///
/// The trap is a task that comes between a worker's last look and its sleep.
//
// For task 2; tasks 3 and 4 need what is at the end. None of it is tested
// by itself: workers may sleep in another way.
class IdleWorkers {
 public:
  /// Says that the calling worker is about to sleep. It must look once more,
  /// and then call stay_awake(), or sleep_until() with what this gives.
  [[nodiscard]] std::size_t about_to_sleep() noexcept {
    todo("18: IdleWorkers::about_to_sleep", "task 2");
  }
  void stay_awake() noexcept { todo("18: IdleWorkers::stay_awake", "task 2"); }

  /// Sleeps until woken, or until `due`; not at all if all were woken since the
  /// caller has `seen` the news. If all `workers` would then sleep with no
  /// timer to wake them, calls `all_asleep` before that, with no lock held.
  template <class AllAsleep>
  void sleep_until([[maybe_unused]] Timer::Time due,
                   [[maybe_unused]] std::size_t seen,
                   [[maybe_unused]] std::size_t workers,
                   [[maybe_unused]] AllAsleep all_asleep) {
    todo("18: IdleWorkers::sleep_until", "task 2");
  }

  /// Wakes a worker, if any sleeps or is about to. To be called when there is
  /// something to do.
  void wake_one() { todo("18: IdleWorkers::wake_one", "task 2"); }

  /// Wakes all that sleep or are about to: each looks anew until when.
  void wake_all() { todo("18: IdleWorkers::wake_all", "task 3"); }

  /// Wakes all, for good.
  void end() { todo("18: IdleWorkers::end", "task 2"); }
  [[nodiscard]] bool ended() const { todo("18: IdleWorkers::ended", "task 2"); }

  /// Whether all `workers` sleep, and none has been told to wake.
  [[nodiscard]] bool all_sleep([[maybe_unused]] std::size_t workers) const {
    todo("18: IdleWorkers::all_sleep", "task 4");
  }

 private:
  // Yours: how many are about to sleep or asleep, which is looked at without a
  // lock; and what a mutex guards.
};

}  // namespace workbook
