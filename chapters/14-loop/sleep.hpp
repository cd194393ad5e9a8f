/// @file
/// Chapter 14: a task lets others go first, or time pass.
#pragma once

#include <chrono>
#include <coroutine>

#include "deadline.hpp"
#include "executor.hpp"
#include "spawned.hpp"
#include "timer.hpp"
#include "todo.hpp"

namespace workbook {

/// What yield() gives.
class Yield {
 public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class Promise>
  [[gnu::noinline]] void await_suspend(
      std::coroutine_handle<Promise> /*task*/) const noexcept {
    todo("14: Yield::await_suspend", "task 1");
  }
  void await_resume() const noexcept {}
};

/// What sleep_for() and sleep_until() give.
class Sleep final : Timer {
 public:
  explicit Sleep(Time due) noexcept : Timer(due) {}
  /// A task that is destroyed in its sleep takes its timer along.
  ~Sleep() {}  // NOLINT(modernize-use-equals-default): yours, in task 2

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  [[gnu::noinline]] void await_suspend(
      std::coroutine_handle<Promise> /*task*/) {
    todo("14: Sleep::await_suspend", "task 2");
  }

  void await_resume() noexcept {}

 private:
  void expire() noexcept override { todo("14: Sleep::expire", "task 2"); }

  // Yours, in task 2: who sleeps, and where.
};

/// `co_await yield()` lets every task that is ready go first.
[[nodiscard]] inline Yield yield() noexcept { return {}; }

/// `co_await sleep_until(time)` goes on when the time has come, at once when
/// it has passed, but not before others had their turn.
[[nodiscard]] inline Sleep sleep_until(Timer::Time time) noexcept {
  return Sleep{time};
}

/// `co_await sleep_for(duration)` goes on when `duration` has passed since
/// this call. A duration that is too long to add to the clock means no
/// deadline.
template <class Rep, class Period>
[[nodiscard]] Sleep sleep_for(std::chrono::duration<Rep, Period> duration) {
  return Sleep{deadline_after(current_time(), duration)};
}

}  // namespace workbook
