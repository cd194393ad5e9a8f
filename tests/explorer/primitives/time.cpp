#include <limits>

#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

constexpr Time second = 1'000'000'000;

/// What a calendar clock shows when a schedule begins: 14 November 2023.
constexpr Time calendar_start = 1'700'000'000 * second;

/// What the other clocks show then. Not zero: a program may subtract.
constexpr Time uptime_start = 100'000 * second;

/// This many readings with nothing else in between are a busy wait.
constexpr int polls_that_wait = 64;

bool is_calendar(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
         clock == CLOCK_TAI;
}

Time start_of(clockid_t clock) {
  return is_calendar(clock) ? calendar_start + scheduler().system_clock_lead()
                            : uptime_start;
}

}  // namespace

Time nanoseconds(const timespec& time) noexcept {
  constexpr Time most_seconds = never / second - 1;
  if (time.tv_sec > most_seconds) return never;
  if (time.tv_sec < 0) return 0;  // long past, whichever the clock
  return time.tv_sec * second + time.tv_nsec;
}

Time later(Time start, Time duration) noexcept {
  return duration > never - start ? never : start + duration;
}

Time deadline_on(clockid_t clock, const timespec& time) {
  const Time shown = nanoseconds(time);
  return shown == never ? never : shown - start_of(clock);
}

WaitsByClock::WaitsByClock(clockid_t clock) noexcept {
  current->by_system_clock = is_calendar(clock);
}

WaitsByClock::~WaitsByClock() { current->by_system_clock = false; }

/// Exact, unless the test wants a clock that ticks: looking takes no time. Only
/// a thread that looks again and again, and does nothing else, lets the others
/// go on, and time with them.
timespec read_clock(clockid_t clock) {
  Thread& me = *current;
  if (++me.clock_reads >= polls_that_wait) {
    me.clock_reads = 0;
    ++me.steps_without_progress;
    give_way();
  }
  scheduler().look_at_clock();
  const Time shown = scheduler().now() + start_of(clock);
  return {.tv_sec = shown / second, .tv_nsec = shown % second};
}

void sleep_until(Time deadline) {
  Thread* me = current;
  const auto ready = [me] { return me->timed_out; };
  if (deadline <= scheduler().now()) return give_way();
  const Time duration = deadline - scheduler().now();
  scheduler().tell({.op = Op::sleep, .value = duration});
  scheduler().perform({.op = Op::sleep, .ready = ready, .deadline = deadline});
}

}  // namespace explorer::core
