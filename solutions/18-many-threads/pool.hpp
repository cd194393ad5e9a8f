/// @file
/// Chapter 18: tasks on several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "alone.hpp"
#include "executor.hpp"
#include "idle_workers.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "timer.hpp"
#include "work_queue.hpp"

namespace workbook {

/// Runs tasks on several threads, its workers. Each has a queue of ready tasks
/// and works it off, first come, first served; one that has nothing to do takes
/// half of another's, and one that finds nothing sleeps. A task that waits may
/// go on on another worker, but runs on one at a time.
class Pool final : public Executor {
 public:
  /// Starts the workers, at least one.
  explicit Pool(unsigned threads = std::thread::hardware_concurrency()) {
    const unsigned count = std::max(threads, 1U);
    for (unsigned i = 0; i < count; ++i) queues_.emplace_back();
    for (WorkQueue& mine : queues_) {
      workers_.emplace_back([this, &mine] { work(mine); });
    }
  }

  /// Lets every worker finish the turn it is in, and joins them all. Destroys
  /// tasks that have not ended.
  ~Pool() override {
    idle_.end();
    workers_.clear();
    destroy_tasks();
  }

  /// Runs `task` and all that are spawned until every one has ended; gives
  /// what `task` gave. Throws what first left one of them by an exception, and
  /// Deadlock as soon as nobody is ready, no timer is set, and no thread but
  /// the workers and this one is left that could wake anybody. The calling
  /// thread waits; it must not run tasks itself.
  template <class T>
  T run(Task<T> task) {
    if constexpr (std::is_void_v<T>) {
      run_all(std::move(task));
    } else {
      std::optional<T> result;
      run_all(deliver(std::move(task), result));
      return *std::move(result);
    }
  }

  void post(std::coroutine_handle<> task) noexcept override {
    if (gives_up_) return;  // it is about to be destroyed
    WorkQueue* const own = current() == this ? my_queue() : nullptr;
    (own ? *own : queues_[next_++ % queues_.size()]).push(task);
    idle_.wake_one();
  }

  void start(Timer& timer) override {
    std::unique_lock lock{timers_mutex_};
    timers_.put(timer);
    timer.started();
    const bool is_next = timers_.earliest() == timer.due();
    lock.unlock();  // from here on the timer may be gone
    // All who sleep do so for a later one, and the next to expire it may be
    // any of them: the others may have long turns to take.
    if (is_next) idle_.wake_all();
  }

  void stop(Timer& timer) noexcept override {
    const std::lock_guard lock{timers_mutex_};
    timers_.take_out(timer);
  }

 private:
  template <class T>
  static Task<> deliver(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  void run_all(Task<> task) {
    if (current()) throw std::logic_error{"run: called in a task"};
    std::unique_lock lock{mutex_};
    std::size_t seen = times_empty_;
    lock.unlock();
    spawn(std::move(task));
    do {
      lock.lock();
      changed_.wait(lock, [&] { return times_empty_ != seen || all_slept_; });
      seen = times_empty_;
      all_slept_ = false;
      lock.unlock();
      if (is_stuck()) give_up();
    } while (anybody_lives());  // it was empty before our task came
    rethrow_failure();
  }

  // For the thread that runs the pool, once it has brought its task: nobody but
  // a worker could bring another. Whether they all sleep comes first: then what
  // the rest says stays true.
  [[nodiscard]] bool is_stuck() {
    return no_threads_but(queues_.size() + 1) &&
           idle_.all_sleep(queues_.size()) && anybody_lives() &&
           !anybody_ready() && next_timer() == Timer::Time::max();
  }

  // A task that is destroyed may wake another, which is destroyed next: no
  // worker may go on with it.
  [[noreturn]] void give_up() {
    const Deadlock deadlock{who_waits()};
    gives_up_ = true;
    destroy_tasks();
    gives_up_ = false;
    throw deadlock;
  }

  void work(WorkQueue& mine) {
    const RunsHere here{*this};
    my_queue() = &mine;
    while (!idle_.ended()) {
      expire_timers();
      for (int i = 0; i < turns; ++i) {
        const auto task = next(mine);
        if (!task) {
          sleep();
          break;
        }
        if (resume(task) && !anybody_lives()) say([&] { ++times_empty_; });
      }
    }
  }

  std::coroutine_handle<> next(WorkQueue& mine) {
    if (const auto task = mine.pop()) return task;
    for (WorkQueue& other : queues_) {
      if (&other == &mine) continue;
      if (const auto task = mine.steal_from(other)) return task;
    }
    return nullptr;
  }

  void sleep() {
    const std::size_t seen = idle_.about_to_sleep();
    const Timer::Time due = next_timer();
    if (anybody_ready() || due <= now()) return idle_.stay_awake();
    idle_.sleep_until(due, seen, queues_.size(), [this] {
      if (anybody_lives()) say([this] { all_slept_ = true; });
    });
  }

  [[nodiscard]] bool anybody_ready() const {
    return std::ranges::any_of(
        queues_, [](const WorkQueue& queue) { return !queue.empty(); });
  }

  [[nodiscard]] Timer::Time next_timer() {
    const std::lock_guard lock{timers_mutex_};
    return timers_.empty() ? Timer::Time::max() : timers_.earliest();
  }

  // Under the mutex: a timer that is stopped must not be expiring.
  void expire_timers() {
    const std::lock_guard lock{timers_mutex_};
    for (int i = 0; i < expiries && !timers_.empty(); ++i) {
      if (timers_.earliest() > now()) return;
      timers_.take_earliest().expire();
    }
  }

  template <class Change>
  void say(Change change) {
    const std::lock_guard lock{mutex_};
    change();
    changed_.notify_all();
  }

  // Not inlined, for the reason that Executor::current() gives.
  [[gnu::noinline]] static WorkQueue*& my_queue() noexcept {
    thread_local WorkQueue* mine = nullptr;
    return mine;
  }

  static constexpr int turns = 64;    // between two looks at the clock
  static constexpr int expiries = 8;  // at a time, as in a Loop

  std::deque<WorkQueue> queues_;       // a worker each
  std::atomic<std::size_t> next_ = 0;  // gets what comes from outside
  IdleWorkers idle_;
  bool gives_up_ = false;    // written while all workers sleep
  std::mutex timers_mutex_;  // guards timers_
  TimerQueue timers_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::size_t times_empty_ = 0;        // how often nobody was left
  bool all_slept_ = false;             // so that the pool may be stuck
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace workbook
