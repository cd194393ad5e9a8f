/// @file
/// Chapter 14: tasks that take turns on one thread.
#pragma once

#include <condition_variable>
#include <coroutine>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "alone.hpp"
#include "executor.hpp"
#include "ready_queue.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "timer.hpp"

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

  void post(std::coroutine_handle<> task) noexcept override {
    if (current() == this) return ready_.push(task);
    post_from_outside(task);
  }

  void start(Timer& timer) override {
    timers_.put(timer);
    timer.started();
  }
  void stop(Timer& timer) noexcept override { timers_.take_out(timer); }

 private:
  // So many tasks go on before the next look at the clock and at what other
  // threads have posted, and so many timers then expire. These are fewer: a
  // task that has slept may need several turns, of itself and of others, until
  // it sleeps again, and more must leave the queue than come in.
  static constexpr int turns = 64;
  static constexpr int expiries = 8;

  template <class T>
  static Task<> deliver(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  void run_all() {
    const RunsHere here{*this};
    while (take_posted(), anybody_lives()) {
      for (int i = 0; i < turns && !ready_.empty(); ++i) resume(ready_.pop());
      expire_timers();
      if (ready_.empty()) wait();
    }
    rethrow_failure();
  }

  void expire_timers() {
    if (timers_.empty()) return;
    const Timer::Time time = now();
    for (int i = 0; i < expiries && !timers_.empty(); ++i) {
      if (timers_.earliest() > time) return;
      timers_.take_earliest().expire();
    }
  }

  void take_posted() {
    const std::lock_guard lock{mutex_};
    for (const auto task : posted_) ready_.push(task);
    posted_.clear();
  }

  // Sleeps until another thread posts something or a timer is due.
  void wait() {
    if (!anybody_lives()) return;
    std::unique_lock lock{mutex_};
    const auto posted = [this] { return !posted_.empty(); };
    if (!timers_.empty()) {
      posted_something_.wait_until(lock, timers_.earliest(), posted);
    } else if (posted() || !no_threads_but(1)) {
      posted_something_.wait(lock, posted);
    } else {
      lock.unlock();
      give_up();
    }
  }

  [[noreturn]] void give_up() {
    const Deadlock deadlock{who_waits()};
    destroy_tasks();
    ready_ = {};  // what the tasks have posted while they were destroyed
    throw deadlock;
  }

  // Not inlined: a post by our own task, the usual one, has less to do then.
  [[gnu::noinline]] void post_from_outside(
      std::coroutine_handle<> task) noexcept {
    // Notified under the lock: as soon as it is free, the loop may come to its
    // end, and be gone.
    const std::lock_guard lock{mutex_};
    posted_.push_back(task);
    posted_something_.notify_one();
  }

  ReadyQueue ready_;  // these two are for the loop's own thread
  TimerQueue timers_;
  std::mutex mutex_;  // guards posted_
  std::condition_variable posted_something_;
  std::vector<std::coroutine_handle<>> posted_;
};

}  // namespace workbook
