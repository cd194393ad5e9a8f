/// @file
/// An executor whose every decision is a choice.
#pragma once

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "choices.hpp"
#include "executor.hpp"
#include "search.hpp"
#include "spawned.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace orders {

/// Thrown when a task takes more turns than any order should need.
class Livelock : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown when a task was posted twice where it waited once, or has ended and
/// has left its timer.
class Woken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Runs tasks in the order that `choices` say: which ready task goes on, which
/// of the timers that are due expires, what a select draws. Time passes only
/// when nobody is ready, and then at once to the next timer.
class World final : public workbook::Executor {
 public:
  using Time = workbook::Timer::Time;

  World(Choices& choices, const Watch& watch)
      : choices_(choices), watch_(watch), trace_(watch.trace) {}
  ~World() override { destroy_tasks(); }

  /// Starts a task; by its name a failing order calls it.
  void start(const char* name, workbook::Task<> task) {
    if (trace_) trace_->starts(name);
    spawn(std::move(task));
  }

  /// The task that calls it is called so: one that a scope has started.
  static void this_task_is(const char* name) {
    auto* const world = dynamic_cast<World*>(current());
    if (world && world->trace_) world->trace_->is_called(name);
  }

  /// Runs all tasks to their ends. Throws what Loop::run() would.
  void run() {
    const RunsHere here{*this};
    while (anybody_lives()) turn();
    rethrow_failure();
    if (!ready_.empty()) throw Woken{"a task is woken that has ended"};
    if (!timers_.empty()) throw Woken{"a task has ended, and its timer is set"};
  }

  /// The same for a task that gives something.
  template <class T>
  T run(workbook::Task<T> task) {
    std::optional<T> result;
    start("main", deliver(std::move(task), result));
    run();
    return *std::move(result);
  }
  void run(workbook::Task<> task) {
    start("main", std::move(task));
    run();
  }

  void post(std::coroutine_handle<> task) noexcept override {
    ready_.push_back(task);
    if (trace_) trace_->is_posted(task.address(), &spawned(task));
  }
  void start(workbook::Timer& timer) override {
    timers_.push_back(&timer);
    timer.started();
  }
  void stop(workbook::Timer& timer) noexcept override {
    std::erase(timers_, &timer);
  }
  [[nodiscard]] Time now() const override { return now_; }
  [[nodiscard]] std::size_t draw(std::size_t count) override {
    return choices_.choose(count);
  }

 private:
  template <class T>
  static workbook::Task<> deliver(workbook::Task<T> task,
                                  std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  void turn() {
    if (++turns_ > most_turns) throw Livelock{"the tasks never end"};
    const std::size_t due = due_now();
    if (ready_.empty() && due == 0) return wait();
    const std::size_t chosen = choices_.choose(ready_.size() + due);
    if (watch_.record) watch_.record->begin(turns_, choices_.taken());
    if (turns_ == watch_.stop_turn && !watch_.stop_at_end) stop_before(chosen);
    carry_out(chosen);
    if (watch_.record) watch_.record->end(choices_.taken());
    if (turns_ == watch_.stop_turn) watch_.stop();
  }

  void stop_before(std::size_t chosen) {
    if (trace_ && chosen < ready_.size()) {
      trace_->turn_of(ready_[chosen].address());
    }
    watch_.stop();
  }

  void carry_out(std::size_t chosen) {
    if (chosen < ready_.size()) {
      const auto task = ready_[chosen];
      ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(chosen));
      trace_ ? resume_traced(task) : static_cast<void>(resume(task));
    } else {
      expire(chosen - ready_.size());
    }
  }

  void wait() {
    if (timers_.empty()) {
      const workbook::Deadlock deadlock{who_waits()};
      destroy_tasks();
      ready_.clear();
      throw deadlock;
    }
    now_ = timers_.front()->due();
    for (const workbook::Timer* timer : timers_) {
      now_ = std::min(now_, timer->due());
    }
    if (trace_) {
      trace_->time_is(std::chrono::duration_cast<std::chrono::microseconds>(
          now_.time_since_epoch()));
    }
  }

  [[nodiscard]] std::size_t due_now() const {
    return static_cast<std::size_t>(std::count_if(
        timers_.begin(), timers_.end(),
        [this](const auto* timer) { return timer->due() <= now_; }));
  }

  void expire(std::size_t number) {
    for (workbook::Timer* const timer : timers_) {
      if (timer->due() > now_ || number-- > 0) continue;
      stop(*timer);
      return timer->expire();
    }
  }

  void resume_traced(std::coroutine_handle<> task) {
    const workbook::Spawned& which = spawned(task);
    trace_->turn_of(task.address());
    if (resume(task)) return trace_->has_ended(&which);
    trace_->suspends(which.in_words());
  }

  /// Every coroutine that is posted is one of a task's, whose promise begins
  /// with what all promises have in common.
  static workbook::Spawned& spawned(std::coroutine_handle<> task) {
    return std::coroutine_handle<workbook::PromiseBase>::from_address(
               task.address())
        .promise()
        .spawned();
  }

  static constexpr int most_turns = 10'000;

  Choices& choices_;
  const Watch& watch_;
  Trace* const trace_;
  std::vector<std::coroutine_handle<>> ready_;
  std::vector<workbook::Timer*> timers_;
  Time now_{};
  int turns_ = 0;
};

}  // namespace orders
