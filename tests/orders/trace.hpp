/// @file
/// What tasks have done in an order, turn by turn.
#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "spawned.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace orders {

/// What one task did in one turn; empty if the turn has not ended.
struct Step {
  std::size_t task;
  std::string what;
};

/// Knows every task by its number, by its name if it has one, and by the
/// coroutines of it that were posted.
class Trace {
 public:
  /// In place of a task's number: the step is one of the clock.
  static constexpr std::size_t clock = static_cast<std::size_t>(-1);

  /// The task that is posted next is called so.
  void starts(const char* name) { names_.emplace_back(name); }

  /// The task whose turn it is is called so.
  void is_called(const char* name) { names_[steps_.back().task] = name; }

  void is_posted(std::coroutine_handle<> task) {
    posted_[task.address()] = number_of(task);
  }

  /// Its turn begins. Nothing of the task is looked at: it may be gone.
  void turn_of(std::coroutine_handle<> task) {
    steps_.push_back({posted_.at(task.address()), {}});
    step_ = steps_.size() - 1;
  }

  /// The turn is over, and so is the task.
  void has_ended(const workbook::Spawned* task) {
    steps_[step_].what = "ends";
    numbers_.erase(task);
  }

  /// The turn is over: "sender waits to send to replies (channel.cpp:12); …".
  void suspends(const workbook::Spawned& task) {
    const std::string words = task.in_words();
    const std::size_t waits = words.find(" waits ");
    const std::size_t end = words.find(')');
    if (words.starts_with("a task") || end == words.npos) {
      steps_[step_].what = "lets others go first";
      return;
    }
    std::string& name = names_[steps_[step_].task];
    if (name.empty() && !is_lambda(words)) name = words.substr(0, waits);
    steps_[step_].what = words.substr(waits + 1, end - waits);
  }

  void time_is(workbook::Timer::Time now) {
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(
        now.time_since_epoch());
    steps_.push_back({clock, "it is " + std::to_string(passed.count()) +
                                 " µs after the beginning"});
  }

  /// Every coroutine that is posted is one of a task's, whose promise begins
  /// with what all promises have in common.
  static workbook::Spawned& spawned(std::coroutine_handle<> task) {
    return std::coroutine_handle<workbook::PromiseBase>::from_address(
               task.address())
        .promise()
        .spawned();
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

 private:
  std::size_t number_of(std::coroutine_handle<> task) {
    const auto [it, is_new] = numbers_.try_emplace(&spawned(task), seen_);
    if (!is_new) return it->second;
    if (names_.size() == seen_) names_.emplace_back();
    return seen_++;
  }

  // It is called as its class calls it, or the test that it stands in.
  static bool is_lambda(const std::string& words) {
    return words.starts_with("operator ") || words.starts_with("CATCH2_");
  }

  std::vector<std::string> names_;
  std::map<const workbook::Spawned*, std::size_t> numbers_;
  std::map<const void*, std::size_t> posted_;  // whose coroutine it is
  std::size_t seen_ = 0;                       // how many tasks
  std::vector<Step> steps_;
  std::size_t step_ = 0;  // of the turn
};

}  // namespace orders
