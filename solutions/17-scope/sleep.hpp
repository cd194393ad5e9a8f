/// @file
/// Chapter 17: a task lets others go first, or time pass (chapter 14's, and a
/// task that sleeps can be cancelled).
#pragma once

#include <chrono>
#include <coroutine>
#include <string>

#include "deadline.hpp"
#include "executor.hpp"
#include "operation.hpp"
#include "spawned.hpp"
#include "timer.hpp"
#include "where.hpp"

namespace workbook {

/// What yield() gives.
class Yield {
 public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class Promise>
  [[gnu::noinline]] void await_suspend(
      std::coroutine_handle<Promise> self) const {
    Spawned& task = self.promise().spawned();
    task.throw_if_cancelled();
    task.post(self);
  }
  void await_resume() const noexcept {}
};

/// What sleep_for() and sleep_until() give. The timer may claim the task, and
/// so may a cancellation.
class Sleep final : public Operation, private Timer {
 public:
  explicit Sleep(Time due) noexcept : Timer(due) {}
  ~Sleep() {
    if (asleep_) task().home().stop(*this);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<Promise> self,
                                       Where where = Where::current()) {
    suspend(self, where);
    asleep_ = true;
    task().home().start(*this);
  }

  void await_resume() {
    task().awake();
    asleep_ = false;
  }

 private:
  void started() override { task().sleep(*this); }

  void expire() noexcept override {
    if (task().claim(0)) task().wake(Outcome::done);
  }

  bool try_again() override { return true; }  // no partner, no reason
  [[nodiscard]] std::string awaited() const override { return "for the clock"; }
  [[nodiscard]] std::string reason() const override { return {}; }

  bool asleep_ = false;
};

/// `co_await yield()` lets every task that is ready go first. Throws Cancelled
/// in a task that has been cancelled.
[[nodiscard]] inline Yield yield() noexcept { return {}; }

/// `co_await sleep_until(time)` goes on when the time has come, at once when
/// it has passed, but not before others had their turn. Throws Cancelled when
/// the task is cancelled.
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
