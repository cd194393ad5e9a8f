/// @file
/// Chapter 13: what the compiler asks of a task.
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "todo.hpp"

namespace workbook {

class Spawned;

/// What the promises of all tasks have in common: how a task begins, how it
/// ends, and whom it then resumes. A promise lies in its task's frame.
class PromiseBase {
 public:
  /// A task does not run before it is awaited. Yours, in task 1: there is
  /// std::suspend_never, and there is std::suspend_always.
  [[nodiscard]] std::suspend_never initial_suspend() const noexcept {
    todo("13: PromiseBase::initial_suspend", "task 1");
  }

  /// A task that has ended goes over to its caller. Its frame stays, with the
  /// result in it, until its owner destroys it.
  [[nodiscard]] auto final_suspend() const noexcept { return GoOver{}; }

  /// What left the task by an exception reaches the caller later.
  void unhandled_exception() noexcept {
    todo("13: PromiseBase::unhandled_exception", "task 2");
  }

  /// Says who awaits this task, and goes on after it.
  template <class Promise>
  void called_by(std::coroutine_handle<Promise> /*caller*/) noexcept {
    todo("13: PromiseBase::called_by", "task 1");
  }

  /// Says that nobody awaits this task: an executor runs it. (Chapter 14, as
  /// the next three.)
  void spawned_as(Spawned& /*spawned*/) noexcept {
    todo("14: PromiseBase::spawned_as", "task 1");
  }

  /// For an executor: the spawned task that has ended on this thread since the
  /// last call, which is still to be destroyed; null if none has.
  [[nodiscard]] static Spawned* take_ended() noexcept {
    todo("14: PromiseBase::take_ended", "task 1");
  }

  /// Of which spawned task this is a part: all frames of a call and of the
  /// calls in it share one. Only a task that runs on an executor has it.
  [[nodiscard]] Spawned& spawned() const noexcept {
    todo("14: PromiseBase::spawned", "task 1");
  }

  /// What left the task by an exception, if anything did.
  [[nodiscard]] std::exception_ptr failure() const noexcept {
    todo("14: PromiseBase::failure", "task 1");
  }

 private:
  // What the compiler awaits at the end of a task. `ended` is suspended when
  // await_suspend() is called, and its promise is ended.promise(). The compiler
  // wants every function here to be noexcept.
  struct GoOver {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<PromiseBase> Promise>
    void await_suspend(
        std::coroutine_handle<Promise> /*ended*/) const noexcept {
      todo("13: PromiseBase::GoOver::await_suspend", "task 1");
    }
    void await_resume() const noexcept {}
  };

  // Yours: who called, in task 1; what was thrown, in task 2.
};

template <class T>
class Task;

/// The promise of a task that gives a T.
template <class T>
class Promise final : public PromiseBase {
 public:
  [[nodiscard]] Task<T> get_return_object() noexcept;

  /// Keeps what the task gives: `co_return value` calls it.
  template <class Value = T>
  requires std::constructible_from<T, Value>
  void return_value([[maybe_unused]] Value&& value) {
    todo("13: Promise::return_value", "task 1");
  }

  /// What the task gave, or throws what the task threw. Once, after its end.
  [[nodiscard]] T take_result() { todo("13: Promise::take_result", "task 1"); }

 private:
  // Yours, in task 1: a place for the result. T need not have a default.
};

/// The promise of a task that gives nothing.
template <>
class Promise<void> final : public PromiseBase {
 public:
  [[nodiscard]] inline Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}

  /// Throws what the task threw: yours, in task 2.
  void take_result() const {}
};

}  // namespace workbook
