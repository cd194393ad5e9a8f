/// @file
/// Chapter 15: a task that runs by itself (chapter 14's), and that waits in
/// the lines of channels.
#pragma once

#include <coroutine>
#include <exception>
#include <list>
#include <string>
#include <utility>

#include "operation.hpp"
#include "sleeper.hpp"
#include "task.hpp"

namespace workbook {

class Executor;

/// A task that nobody awaits, and what all its frames share: its own and those
/// of the calls in it. Its executor keeps it for as long as the task lives.
///
/// It is the sleeper of every operation that one of its frames awaits, one at
/// a time. When an operation is over, its waiters have left every line, so the
/// next one may use the same claim.
class Spawned final : public Sleeper {
 public:
  Spawned(Executor& home, Task<> task) : home_(home), task_(std::move(task)) {
    task_.handle().promise().spawned_as(*this);
  }

  /// Where the task is posted whenever it can go on.
  [[nodiscard]] Executor& home() const noexcept { return home_; }

  /// Posts one of the task's coroutines to its executor.
  void post(std::coroutine_handle<> coroutine) noexcept;  // in executor.hpp

  /// The outermost coroutine.
  [[nodiscard]] std::coroutine_handle<> handle() const noexcept {
    return task_.handle();
  }

  /// Says which of the task's coroutines is suspended. Before sleep(); nobody
  /// else may know of it yet.
  void suspends(std::coroutine_handle<> coroutine) noexcept {
    coroutine_ = coroutine;
  }

  /// Says what the suspended coroutine awaits. From now on the task may be
  /// claimed and go on: call this last, when the operation waits in its lines
  /// and their mutexes are still locked. Touch nothing of the frame after that
  /// but what those who go on need a mutex for.
  void sleep(Operation& operation) {
    operation_ = &operation;
    may_be_claimed();
  }

  /// How the operation ended, in the coroutine that goes on. Throws what kept
  /// it from trying again.
  Outcome awake() {
    operation_ = nullptr;
    if (failure_) rethrow_failure();
    return outcome();
  }

  /// Destroys the task, which has ended or is suspended, with all its frames.
  /// Gives what left it by an exception, if anything did.
  std::exception_ptr destroy() {
    const Task<> gone = std::move(task_);
    return gone.handle().promise().failure();
  }

  /// What the task waits for, for the report of a deadlock.
  [[nodiscard]] std::string in_words() const {
    return operation_ ? operation_->in_words()
                      : "a task waits; nobody is left who could wake it";
  }

  std::list<Spawned>::iterator place;  ///< For the executor: in its list.

 private:
  // Our frame may be gone as soon as it is posted.
  void go_on() override {
    post(outcome() == Outcome::again ? try_again().handle() : coroutine_);
  }

  // A coroutine cannot wait a second time for what it awaits, and its waker
  // may hold locks: the operation is tried again as soon as it is our turn.
  Detached try_again() {
    try {
      if (!operation_->try_again()) co_return;
    } catch (...) {
      failure_ = std::current_exception();
    }
    post(coroutine_);
  }

  // Not inlined: awake() is, then.
  [[noreturn, gnu::noinline]] void rethrow_failure() {
    std::rethrow_exception(std::exchange(failure_, nullptr));
  }

  Executor& home_;
  Task<> task_;
  std::coroutine_handle<> coroutine_;
  Operation* operation_ = nullptr;
  std::exception_ptr failure_;
};

}  // namespace workbook
