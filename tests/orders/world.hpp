/// @file
/// An executor whose every decision is a choice.
#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "choices.hpp"
#include "executor.hpp"
#include "spawned.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace orders {

/// What one task did in one turn.
struct Step {
  std::size_t task;
  std::string what;
};

/// Thrown when a task takes more turns than any order should need.
class Livelock : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Runs tasks in the order that `choices` say: which ready task goes on, which
/// of the timers that are due expires, what a select draws. Time passes only
/// when nobody is ready, and then at once to the next timer.
class World final : public workbook::Executor {
 public:
  using Time = workbook::Timer::Time;

  explicit World(Choices& choices, bool traced = false)
      : choices_(choices), traced_(traced) {}
  ~World() override { destroy_tasks(); }

  /// Starts a task; by its name a failing order calls it.
  void start(const char* name, workbook::Task<> task) {
    names_.emplace_back(name);
    spawn(std::move(task));
  }

  /// Runs all tasks to their ends. Throws what Loop::run() would.
  void run() {
    const RunsHere here{*this};
    while (anybody_lives()) turn();
    rethrow_failure();
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
    if (traced_) number_of(task);
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

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

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
    if (chosen < ready_.size()) {
      const auto task = ready_[chosen];
      ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(chosen));
      traced_ ? resume_traced(task) : static_cast<void>(resume(task));
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
    if (traced_) note_time();
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

  // Every coroutine that is posted is one of a task's, whose promise begins
  // with what all promises have in common.
  static workbook::Spawned& spawned(std::coroutine_handle<> task) {
    return std::coroutine_handle<workbook::PromiseBase>::from_address(
               task.address())
        .promise()
        .spawned();
  }

  std::size_t number_of(std::coroutine_handle<> task) {
    const auto [it, is_new] = numbers_.try_emplace(&spawned(task), seen_);
    if (!is_new) return it->second;
    if (names_.size() == seen_) names_.emplace_back();
    return seen_++;
  }

  void resume_traced(std::coroutine_handle<> task) {
    workbook::Spawned* const which = &spawned(task);
    const std::size_t number = number_of(task);
    const std::size_t step = steps_.size();
    steps_.push_back({number, {}});
    if (resume(task)) {
      steps_[step].what = "ends";
      numbers_.erase(which);
    } else {
      note(step, *which);
    }
  }

  // "sender waits to send to replies (channel.cpp:12); nobody …"
  void note(std::size_t step, const workbook::Spawned& task) {
    const std::string words = task.in_words();
    const std::size_t waits = words.find(" waits ");
    const std::size_t end = words.find(')');
    if (words.starts_with("a task") || end == words.npos) {
      steps_[step].what = "lets others go first";
      return;
    }
    std::string& name = names_[steps_[step].task];
    if (name.empty()) name = words.substr(0, waits);
    steps_[step].what = words.substr(waits + 1, end - waits);
  }

  void note_time() {
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(
        now_.time_since_epoch());
    steps_.push_back({clock, "it is " + std::to_string(passed.count()) +
                                 " µs after the beginning"});
  }

 public:
  /// In place of a task's number: the step is one of the clock.
  static constexpr std::size_t clock = static_cast<std::size_t>(-1);

 private:
  static constexpr int most_turns = 10'000;

  Choices& choices_;
  const bool traced_;
  std::vector<std::coroutine_handle<>> ready_;
  std::vector<workbook::Timer*> timers_;
  Time now_{};
  int turns_ = 0;
  std::vector<std::string> names_;
  std::map<const workbook::Spawned*, std::size_t> numbers_;
  std::size_t seen_ = 0;
  std::vector<Step> steps_;
};

}  // namespace orders
