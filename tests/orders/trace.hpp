/// @file
/// What tasks have done in an order, turn by turn.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace orders {

/// What one task did in one turn; empty if the turn has not ended.
struct Step {
  std::size_t task;
  std::string what;
};

/// Knows every task by its number, by its name if it has one, and by the
/// coroutines of it that were posted. Tasks and coroutines are addresses here.
class Trace {
 public:
  using Task = const void*;
  using Coroutine = const void*;

  /// In place of a task's number: the step is one of the clock.
  static constexpr std::size_t clock = static_cast<std::size_t>(-1);

  /// The task that is posted next is called so.
  void starts(const char* name) { names_.emplace_back(name); }

  /// The task whose turn it is is called so.
  void is_called(const char* name) { names_[steps_.back().task] = name; }

  void is_posted(Coroutine coroutine, Task task) {
    posted_[coroutine] = number_of(task);
  }

  /// Its turn begins.
  void turn_of(Coroutine coroutine) {
    steps_.push_back({posted_.at(coroutine), {}});
    step_ = steps_.size() - 1;
  }

  /// The turn is over, and so is the task.
  void has_ended(Task task) {
    steps_[step_].what = "ends";
    numbers_.erase(task);
  }

  /// The turn is over: "sender waits to send to replies (channel.cpp:12); …".
  void suspends(const std::string& words) {
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

  void time_is(std::chrono::microseconds since_the_beginning) {
    steps_.push_back({clock, "it is " +
                                 std::to_string(since_the_beginning.count()) +
                                 " µs after the beginning"});
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

 private:
  std::size_t number_of(Task task) {
    const auto [it, is_new] = numbers_.try_emplace(task, seen_);
    if (!is_new) return it->second;
    if (names_.size() == seen_) names_.emplace_back();
    return seen_++;
  }

  // It is called as its class calls it, or the test that it stands in.
  static bool is_lambda(const std::string& words) {
    return words.starts_with("operator ") || words.starts_with("CATCH2_");
  }

  std::vector<std::string> names_;
  std::map<Task, std::size_t> numbers_;
  std::map<Coroutine, std::size_t> posted_;  // whose coroutine it is
  std::size_t seen_ = 0;                     // how many tasks
  std::vector<Step> steps_;
  std::size_t step_ = 0;  // of the turn
};

}  // namespace orders
