/// @file
/// Chapter 17: a task that runs by itself (chapter 15's), and that can be
/// cancelled.
#pragma once

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <list>
#include <string>
#include <tuple>
#include <utility>

#include "cancelled.hpp"
#include "operation.hpp"
#include "sleeper.hpp"
#include "task.hpp"

namespace workbook {

class Executor;

/// Hears that a spawned task has ended.
class Parent {
 public:
  /// The task has ended, and its frames are gone. What left it by an
  /// exception is `failure`; that may be null, or Cancelled.
  virtual void has_ended(const std::exception_ptr& failure) = 0;

 protected:
  ~Parent() = default;
};

/// A task that nobody awaits, and what all its frames share: its own and those
/// of the calls in it. Its executor keeps it for as long as the task lives.
///
/// It is the sleeper of every operation that one of its frames awaits, one at
/// a time. When an operation is over, its waiters have left every line, so the
/// next one may use the same claim.
class Spawned final : public Sleeper {
 public:
  Spawned(Executor& home, Parent& parent, Task<> task)
      : home_(home), parent_(parent), task_(std::move(task)) {
    task_.handle().promise().spawned_as(*this);
    std::ignore = claim(awake_);
  }

  /// Where the task is posted whenever it can go on.
  [[nodiscard]] Executor& home() const noexcept { return home_; }

  /// Hears when it has ended.
  [[nodiscard]] Parent& parent() const noexcept { return parent_; }

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
  /// but what those who go on need a mutex for. Throws Cancelled where the
  /// task is cancelled; it then does not sleep.
  void sleep(Operation& operation) {
    sleep_in_any_case(operation);
    // Either we see here that we are cancelled, or cancel() sees that we sleep.
    if (is_cancelled_ && claim(awake_)) {
      operation_ = nullptr;
      throw Cancelled{};
    }
  }

  /// The same for what must be waited for even by a task that is cancelled.
  void sleep_in_any_case(Operation& operation) {
    operation_ = &operation;
    may_be_claimed();
  }

  /// From now on the task does not wait: what it waits for, and whatever it
  /// would wait for later, throws Cancelled. Any thread may call it while the
  /// task lives; only the first time does anything: what a cancelled task waits
  /// for, it waits for in any case.
  void cancel() {
    if (is_cancelled_.exchange(true)) return;
    if (claim(awake_)) wake(Outcome::cancelled);
  }

  /// Throws Cancelled if the task has been cancelled.
  void throw_if_cancelled() const {
    if (is_cancelled_) throw Cancelled{};
  }

  /// How the operation ended, in the coroutine that goes on. Throws what kept
  /// it from trying again, and Cancelled.
  Outcome awake() {
    operation_ = nullptr;
    if (failure_) rethrow_failure();
    if (outcome() == Outcome::cancelled) throw Cancelled{};
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

  // The winner of a claim that is none of an operation's cases.
  static constexpr std::size_t awake_ = nobody - 1;

  Executor& home_;
  Parent& parent_;
  Task<> task_;
  std::coroutine_handle<> coroutine_;
  Operation* operation_ = nullptr;
  std::exception_ptr failure_;
  std::atomic<bool> is_cancelled_ = false;
};

}  // namespace workbook
