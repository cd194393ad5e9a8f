/// @file
/// A right answer of another design: see trampoline.hpp. What a task gave and
/// what it threw are alternatives of one variant.
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <utility>
#include <variant>

#include "trampoline.hpp"

namespace workbook {

template <class T>
class Task;

/// What the promises of all tasks have in common.
class PromiseBase {
 public:
  [[nodiscard]] std::suspend_always initial_suspend() const noexcept {
    return {};
  }
  [[nodiscard]] auto final_suspend() const noexcept { return GoOn{}; }

  void called_by(std::coroutine_handle<> caller) noexcept { caller_ = caller; }

 private:
  struct GoOn {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<PromiseBase> Promise>
    void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      const std::coroutine_handle<> caller = ended.promise().caller_;
      if (caller) resume_next(caller);
    }
    void await_resume() const noexcept {}
  };

  std::coroutine_handle<> caller_;
};

/// The promise of a task that gives a T.
template <class T>
class Promise final : public PromiseBase {
 public:
  [[nodiscard]] Task<T> get_return_object() noexcept;

  template <class Value = T>
  requires std::constructible_from<T, Value>
  void return_value(Value&& value) {
    result_.template emplace<1>(std::forward<Value>(value));
  }
  void unhandled_exception() noexcept {
    result_.template emplace<2>(std::current_exception());
  }

  [[nodiscard]] T take_result() {
    if (result_.index() == 2) std::rethrow_exception(std::get<2>(result_));
    return std::move(std::get<1>(result_));
  }

 private:
  std::variant<std::monostate, T, std::exception_ptr> result_;
};

/// The promise of a task that gives nothing.
template <>
class Promise<void> final : public PromiseBase {
 public:
  [[nodiscard]] inline Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }

  void take_result() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

}  // namespace workbook
