/// @file
/// Chapter 13: a function that can wait without a thread.
#pragma once

#include <coroutine>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "promise.hpp"
#include "todo.hpp"

namespace workbook {

/// A call of a coroutine that gives a T, or throws. It owns the call's frame.
///
/// Lazy: nothing of the coroutine runs before the task is awaited. Then
/// `co_await std::move(task)` runs it, gives its result or throws its
/// exception, and destroys its frame. A task that is never awaited destroys
/// its frame, with the arguments in it, when it is destroyed.
///
/// Moved, not copied: a frame has one owner. A task costs one allocation; to
/// await it, and to return from it, costs about what a call does, and no stack.
template <class T = void>
class [[nodiscard]] Task {
  static_assert(!std::is_reference_v<T>, "a Task gives a value, or nothing");

 public:
  using promise_type = Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  /// The owner of `frame` from now on.
  explicit Task(Handle frame) noexcept : frame_(frame) {}

  // Until task 3 a move copies the handle, and nobody destroys a frame.
  Task(Task&& other) noexcept : frame_(other.frame_) {}
  Task& operator=(Task&& other) noexcept {
    frame_ = other.frame_;
    return *this;
  }
  ~Task() {}  // NOLINT(modernize-use-equals-default): it will not stay empty

  /// The coroutine, for the executor that starts it.
  [[nodiscard]] Handle handle() const noexcept { return frame_; }

  /// Awaits the task, once: `co_await std::move(task)`. Throws
  /// std::logic_error when it has been awaited before, or moved from.
  [[nodiscard]] auto operator co_await() && {
    return Awaiter{std::move(*this)};
  }

 private:
  // Owns the task while it runs: the frame is gone when `co_await` is over.
  class Awaiter {
   public:
    explicit Awaiter(Task task) : task_(std::move(task)) {}
    [[nodiscard]] bool await_ready() const noexcept { return false; }

    // Yours, in task 1: says in the task's promise who has called it, and
    // gives the handle that goes on: the task's.
    template <class Caller>
    [[nodiscard]] std::coroutine_handle<> await_suspend(
        std::coroutine_handle<Caller> /*caller*/) const {
      todo("13: Task::Awaiter::await_suspend", "task 1");
    }

    // Yours, in task 1: what `co_await` gives.
    T await_resume() const {
      todo("13: Task::Awaiter::await_resume", "task 1");
    }

   private:
    Task task_;
  };

  Handle frame_;
};

template <class T>
Task<T> Promise<T>::get_return_object() noexcept {
  return Task<T>{Task<T>::Handle::from_promise(*this)};
}

inline Task<void> Promise<void>::get_return_object() noexcept {
  return Task<void>{Task<void>::Handle::from_promise(*this)};
}

}  // namespace workbook
