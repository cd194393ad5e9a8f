/// @file
/// Chapter 15: what a task waits for.
#pragma once

#include <coroutine>
#include <string>

#include "promise.hpp"
#include "where.hpp"

namespace workbook {

class Spawned;

/// An operation that a task awaits. It lives in the task's frame, with the
/// waiters that it puts into lines.
class Operation {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

  /// What the task waits for and where: "reader waits to receive from replies
  /// (main.cpp:40); nobody is left who could send".
  [[nodiscard]] std::string in_words() const {
    return function_of(where_) + " waits " + awaited() + " (" +
           place_of(where_) + ')' + reason();
  }

  /// Completes the operation, or waits in its lines once more: for a task that
  /// was claimed by a partner who then could not move the value. Says whether
  /// it is complete.
  virtual bool try_again() = 0;

 protected:
  ~Operation() = default;

  /// Says that `self` is suspended here. To be called in await_suspend(),
  /// before anybody can know of it.
  template <class Promise>
  void suspend(std::coroutine_handle<Promise> self, const Where& where) {
    auto& task = self.promise().spawned();
    task.suspends(self);
    task_ = &task;
    where_ = where;
  }

  /// Whose operation it is, once it has been suspended.
  [[nodiscard]] Spawned& task() const noexcept { return *task_; }

 private:
  [[nodiscard]] virtual std::string awaited() const = 0;

  // Why it waits in vain.
  [[nodiscard]] virtual std::string reason() const = 0;

  Spawned* task_ = nullptr;
  Where where_;
};

/// A coroutine of a spawned task that starts when it is posted, and that nobody
/// awaits.
class Detached {
 public:
  class promise_type : public PromiseBase {
   public:
    explicit promise_type(Spawned& task) noexcept { spawned_as(task); }
    Detached get_return_object() noexcept {
      return Detached{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    [[nodiscard]] std::suspend_never final_suspend() const noexcept {
      return {};
    }
    void return_void() const noexcept {}
  };

  explicit Detached(std::coroutine_handle<> it) noexcept : it_(it) {}
  [[nodiscard]] std::coroutine_handle<> handle() const noexcept { return it_; }

 private:
  std::coroutine_handle<> it_;
};

}  // namespace workbook
