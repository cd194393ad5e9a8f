/// @file
/// Chapter 14: a task that runs by itself.
#pragma once

#include <coroutine>
#include <exception>
#include <list>
#include <string>
#include <utility>

#include "task.hpp"

namespace workbook {

class Executor;

/// A task that nobody awaits, and what all its frames share: its own and those
/// of the calls in it. Its executor keeps it for as long as the task lives.
class Spawned {
 public:
  Spawned(Executor& home, Task<> task) : home_(home), task_(std::move(task)) {
    task_.handle().promise().spawned_as(*this);
  }
  Spawned(const Spawned&) = delete;
  Spawned& operator=(const Spawned&) = delete;

  /// Where the task is posted whenever it can go on.
  [[nodiscard]] Executor& home() const noexcept { return home_; }

  /// Posts one of the task's coroutines to its executor.
  void post(std::coroutine_handle<> coroutine) noexcept;  // in executor.hpp

  /// The outermost coroutine.
  [[nodiscard]] std::coroutine_handle<> handle() const noexcept {
    return task_.handle();
  }

  /// Destroys the task, which has ended or is suspended, with all its frames.
  /// Gives what left it by an exception, if anything did.
  std::exception_ptr destroy() {
    const Task<> gone = std::move(task_);
    return gone.handle().promise().failure();
  }

  /// What the task waits for, for the report of a deadlock.
  [[nodiscard]] std::string in_words() const {
    return "a task waits; nobody is left who could wake it";
  }

  std::list<Spawned>::iterator place;  ///< For the executor: in its list.

 private:
  Executor& home_;
  Task<> task_;
};

}  // namespace workbook
