/// @file
/// Chapter 13: what the compiler asks of a task.
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace workbook {

/// What the promises of all tasks have in common: how a task begins, how it
/// ends, and whom it then resumes. A promise lies in its task's frame.
class PromiseBase {
 public:
  /// A task does not run before it is awaited.
  [[nodiscard]] std::suspend_always initial_suspend() const noexcept {
    return {};
  }

  /// A task that has ended goes over to its caller. Its frame stays, with the
  /// result in it, until its owner destroys it.
  [[nodiscard]] auto final_suspend() const noexcept { return GoOver{}; }

  /// What left the task by an exception reaches the caller later.
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }

  /// Says who awaits this task, and goes on after it.
  template <class Promise>
  void called_by(std::coroutine_handle<Promise> caller) noexcept {
    caller_ = caller;
  }

 protected:
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  // Returning the next handle instead of resuming it is a symmetric transfer:
  // the compiler jumps there, and the stack does not grow.
  struct GoOver {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<PromiseBase> Promise>
    [[nodiscard]] std::coroutine_handle<> await_suspend(
        std::coroutine_handle<Promise> ended) const noexcept {
      return ended.promise().caller_;
    }
    void await_resume() const noexcept {}
  };

  std::coroutine_handle<> caller_ = std::noop_coroutine();
  std::exception_ptr failure_;
};

template <class T>
class Task;

/// The promise of a task that gives a T.
template <class T>
class Promise final : public PromiseBase {
 public:
  [[nodiscard]] Task<T> get_return_object() noexcept;

  /// Keeps what the task gives.
  template <class Value = T>
  requires std::constructible_from<T, Value>
  void return_value(Value&& value) {
    result_.emplace(std::forward<Value>(value));
  }

  /// What the task gave, or throws what the task threw. Once, after its end.
  [[nodiscard]] T take_result() {
    rethrow_failure();
    return std::move(*result_);
  }

 private:
  std::optional<T> result_;
};

/// The promise of a task that gives nothing.
template <>
class Promise<void> final : public PromiseBase {
 public:
  [[nodiscard]] inline Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}

  /// Throws what the task threw.
  void take_result() const { rethrow_failure(); }
};

}  // namespace workbook
