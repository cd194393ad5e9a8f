/// @file
/// Chapter 14: when a duration is over.
#pragma once

#include <chrono>

#include "executor.hpp"
#include "timer.hpp"

namespace workbook {

/// The time of the executor whose task calls this; elsewhere the clock's.
[[nodiscard]] inline Timer::Time current_time() {
  const Executor* const executor = Executor::current();
  return executor ? executor->now() : std::chrono::steady_clock::now();
}

/// The point in time `duration` after `start`, or the last one that there is
/// where the clock cannot count that far. A duration below zero is none.
template <class Rep, class Period>
[[nodiscard]] Timer::Time deadline_after(
    Timer::Time start, std::chrono::duration<Rep, Period> duration) {
  // Floating point: the duration may be too long for the clock's ticks, and
  // need not even be a number.
  using Ticks = std::chrono::duration<long double, Timer::Time::period>;
  const Ticks ticks{duration};
  const bool countable = ticks < Ticks{Timer::Time::max() - start};
  if (!countable) return Timer::Time::max();
  if (ticks <= ticks.zero()) return start;
  return start + std::chrono::ceil<Timer::Time::duration>(ticks);
}

}  // namespace workbook
