/// @file
/// A right answer of another design: see trampoline.hpp. Whatever awaits a task
/// destroys its frame as soon as it has the result.
#pragma once

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <utility>

#include "promise.hpp"
#include "trampoline.hpp"

namespace workbook {

/// A call of a coroutine that gives a T, or throws.
template <class T = void>
class [[nodiscard]] Task {
 public:
  using promise_type = Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle frame) noexcept : frame_(frame.address()) {}

  [[nodiscard]] Handle handle() const noexcept {
    return frame_ ? Handle::from_address(frame_.get()) : Handle{};
  }

  [[nodiscard]] auto operator co_await() && {
    if (!frame_) throw std::logic_error{"this task has been awaited"};
    return Awaiter{std::move(*this)};
  }

 private:
  struct Destroy {
    void operator()(void* frame) const noexcept {
      Handle::from_address(frame).destroy();
    }
  };

  struct Awaiter {
    explicit Awaiter(Task running) noexcept : task(std::move(running)) {}
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) const {
      const Handle called = task.handle();
      called.promise().called_by(caller);
      resume_next(called);
    }
    T await_resume() {
      const Task gone = std::move(task);
      return gone.handle().promise().take_result();
    }
    Task task;
  };

  std::unique_ptr<void, Destroy> frame_;
};

template <class T>
Task<T> Promise<T>::get_return_object() noexcept {
  return Task<T>{Task<T>::Handle::from_promise(*this)};
}

inline Task<void> Promise<void>::get_return_object() noexcept {
  return Task<void>{Task<void>::Handle::from_promise(*this)};
}

}  // namespace workbook
