/// @file
/// Chapter 18: tasks on several threads.
#pragma once

#include <coroutine>
#include <thread>
#include <utility>

#include "executor.hpp"
#include "idle_workers.hpp"
#include "task.hpp"
#include "timer.hpp"
#include "todo.hpp"
#include "work_queue.hpp"

namespace workbook {

/// Runs tasks on several threads, its workers. Each has a queue of ready tasks
/// and works it off, first come, first served; one that has nothing to do takes
/// half of another's, and one that finds nothing sleeps. A task that waits may
/// go on on another worker, but runs on one at a time.
class Pool final : public Executor {
 public:
  /// Starts the workers, at least one.
  explicit Pool(
      [[maybe_unused]] unsigned threads = std::thread::hardware_concurrency()) {
    todo("18: Pool::Pool", "task 1");
  }

  /// Lets every worker finish the turn it is in, and joins them all. Destroys
  /// tasks that have not ended.
  ~Pool() override { todo("18: ~Pool", "task 1"); }

  /// Runs `task` and all that are spawned until every one has ended; gives
  /// what `task` gave. Throws what first left one of them by an exception, and
  /// Deadlock as soon as nobody is ready, no timer is set, and no thread but
  /// the workers and this one is left that could wake anybody. The calling
  /// thread waits; it must not run tasks itself.
  //
  // Task 1 needs the result and the failure, task 4 the Deadlock.
  template <class T>
  T run([[maybe_unused]] Task<T> task) {
    todo("18: Pool::run", "task 1");
  }

  // Task 1 needs a queue and a worker that is told, task 2 each its own.
  void post([[maybe_unused]] std::coroutine_handle<> task) noexcept override {
    todo("18: Pool::post", "task 1");
  }

  // What workers do with timers, any of them: they need a mutex.
  void start([[maybe_unused]] Timer& timer) override {
    todo("18: Pool::start", "task 3");
  }
  void stop([[maybe_unused]] Timer& timer) noexcept override {
    todo("18: Pool::stop", "task 3");
  }

 private:
  // Yours. The threads last: they use everything else.
};

}  // namespace workbook
