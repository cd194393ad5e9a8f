/// @file
/// Chapter 14: a task lets others go first, or time pass.
#pragma once

#include <chrono>
#include <coroutine>

#include "deadline.hpp"
#include "executor.hpp"
#include "spawned.hpp"
#include "timer.hpp"

namespace workbook {

/// What yield() gives.
class Yield {
 public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class Promise>
  [[gnu::noinline]] void await_suspend(
      std::coroutine_handle<Promise> task) const noexcept {
    task.promise().spawned().post(task);
  }
  void await_resume() const noexcept {}
};

/// What sleep_for() and sleep_until() give.
class Sleep final : Timer {
 public:
  explicit Sleep(Time due) noexcept : Timer(due) {}
  ~Sleep() {
    if (sleeper_) home_->stop(*this);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<Promise> task) {
    sleeper_ = task;
    home_ = &task.promise().spawned().home();
    home_->start(*this);
  }

  void await_resume() noexcept { sleeper_ = nullptr; }

 private:
  void expire() noexcept override { home_->post(sleeper_); }

  std::coroutine_handle<> sleeper_;
  Executor* home_ = nullptr;
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
