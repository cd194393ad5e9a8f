/// @file
/// What starts a task where there is no executor yet.
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "task.hpp"

namespace workbook_tests {

/// Counts what lies in frames.
class Alive {
 public:
  Alive() noexcept { ++count; }
  Alive(const Alive&) noexcept { ++count; }
  Alive& operator=(const Alive&) = default;
  ~Alive() { --count; }
  inline static int count = 0;
};

/// Suspends the coroutine that awaits it until it is opened.
class Gate {
 public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> task) noexcept { task_ = task; }
  void await_resume() const noexcept {}
  void open() { std::exchange(task_, nullptr).resume(); }

 private:
  std::coroutine_handle<> task_;
};

/// What came of a task so far.
template <class T>
struct Outcome {
  std::optional<T> value;
  std::exception_ptr failure;
  bool ended = false;
};

/// A coroutine that begins at once and destroys its own frame.
struct Begun {
  struct promise_type {
    Begun get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

template <class T>
using ValueOf = std::conditional_t<std::is_void_v<T>, bool, T>;

template <class T>
Begun begin(workbook::Task<T> task,
            std::shared_ptr<Outcome<ValueOf<T>>> outcome) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(task);
      outcome->value = true;
    } else {
      outcome->value.emplace(co_await std::move(task));
    }
  } catch (...) {
    outcome->failure = std::current_exception();
  }
  outcome->ended = true;
}

/// A task that was started, and what has come of it.
template <class T>
class Driven {
 public:
  explicit Driven(workbook::Task<T> task)
      : outcome_(std::make_shared<Outcome<ValueOf<T>>>()) {
    begin(std::move(task), outcome_);
  }
  std::shared_ptr<Outcome<ValueOf<T>>> outcome_;
  std::optional<ValueOf<T>>& value = outcome_->value;
  std::exception_ptr& failure = outcome_->failure;
  bool& ended = outcome_->ended;
};

/// Runs a task until it suspends or ends.
template <class T>
Driven<T> drive(workbook::Task<T> task) {
  return Driven<T>{std::move(task)};
}

}  // namespace workbook_tests
