/// @file
/// Chapter 15: what Channel::async_receive() gives.
#pragma once

#include <coroutine>
#include <optional>
#include <string>
#include <utility>

#include "channel.hpp"
#include "operation.hpp"
#include "todo.hpp"
#include "where.hpp"

namespace workbook {

/// A receive that a task awaits. It lives in the task's frame.
template <class T>
class [[nodiscard]] AsyncReceive final : public Operation {
 public:
  explicit AsyncReceive(Channel<T>& channel) : channel_(channel) {}

  /// A task that is destroyed while it waits leaves the line: yours, in task 3.
  ~AsyncReceive() {}  // NOLINT(modernize-use-equals-default)

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  // Yours, in task 1: suspend(self, where), then try_again(), whose answer says
  // whether to go on at once. Touch no member after that.
  //
  // Not inlined: clang 14 may keep in the frame what an inlined one knows, and
  // write it there when another thread has taken the frame over.
  template <class Promise>
  [[gnu::noinline]] bool await_suspend(
      std::coroutine_handle<Promise> /*self*/,
      const Where& /*where*/ = Where::current()) {
    todo("15: AsyncReceive::await_suspend", "task 1");
  }

  std::optional<T> await_resume() {
    todo("15: AsyncReceive::await_resume", "task 1");
  }

  /// Completes the operation, or waits in the channel's line. Says whether it
  /// is complete.
  bool try_again() override { todo("15: AsyncReceive::try_again", "task 1"); }

 private:
  [[nodiscard]] std::string awaited() const override {
    return "to receive from " + channel_.name();
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could send";
  }

  Channel<T>& channel_;
  std::optional<T> result_;
  // Yours: the waiter that stands in the line, once it does.
};

template <class T>
auto Channel<T>::async_receive() {
  return AsyncReceive<T>{*this};
}

}  // namespace workbook
