/// @file
/// Chapter 14: tasks that take turns on one thread.
#pragma once

#include <coroutine>
#include <optional>
#include <type_traits>
#include <utility>

#include "executor.hpp"
#include "ready_queue.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "timer.hpp"
#include "todo.hpp"

namespace workbook {

/// Runs tasks on the thread that calls run(), one at a time, first come, first
/// served. A task goes on until it awaits something that is not there; nobody
/// takes the thread away from it. Where nobody is ready the thread sleeps.
class Loop final : public Executor {
 public:
  Loop() = default;

  /// Destroys tasks that were spawned and never run.
  ~Loop() override { destroy_tasks(); }

  /// Runs `task` and all that are spawned until every one has ended; gives
  /// what `task` gave. Throws what first left one of them by an exception, and
  /// Deadlock as soon as nobody is ready, no timer is set, and no other thread
  /// is left that could wake anybody. No frame is left then, either.
  template <class T>
  T run(Task<T> task) {
    if constexpr (std::is_void_v<T>) {
      spawn(std::move(task));
      run_all();
    } else {
      std::optional<T> result;
      spawn(deliver(std::move(task), result));
      run_all();
      return *std::move(result);
    }
  }

  void post(std::coroutine_handle<> /*task*/) noexcept override {
    todo("14: Loop::post", "task 1");
  }

  void start(Timer& /*timer*/) override { todo("14: Loop::start", "task 2"); }
  void stop(Timer& /*timer*/) noexcept override {
    todo("14: Loop::stop", "task 2");
  }

 private:
  template <class T>
  static Task<> deliver(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  void run_all() {
    const RunsHere here{*this};
    todo("14: Loop::run_all", "task 1");
  }

  // Yours: a ReadyQueue in task 1, a TimerQueue in task 2; in task 4 what other
  // threads have posted, with the mutex that guards it.
};

}  // namespace workbook
