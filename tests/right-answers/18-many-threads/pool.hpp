/// @file
/// A right answer of another design: all workers share one queue and sleep at
/// one condition variable.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "alone.hpp"
#include "executor.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace workbook {

/// Runs tasks on several threads.
class Pool final : public Executor {
 public:
  explicit Pool(unsigned threads = std::thread::hardware_concurrency())
      : count_(std::max(threads, 1U)) {
    for (unsigned i = 0; i < count_; ++i) {
      workers_.emplace_back([this] { work(); });
    }
  }

  ~Pool() override {
    {
      const std::lock_guard lock{mutex_};
      ended_ = true;
      news_.notify_all();
    }
    workers_.clear();
    destroy_tasks();
  }

  template <class T>
  T run(Task<T> task) {
    if constexpr (std::is_void_v<T>) {
      run_all(std::move(task));
    } else {
      std::optional<T> result;
      run_all(keep(std::move(task), result));
      return *std::move(result);
    }
  }

  void post(std::coroutine_handle<> task) noexcept override {
    const std::lock_guard lock{mutex_};
    if (gives_up_) return;
    ready_.push_back(task);
    news_.notify_one();
  }

  // The timers' mutex is locked before the other one: a timer that expires
  // posts a task.
  void start(Timer& timer) override {
    {
      const std::lock_guard lock{timers_mutex_};
      timers_.put(timer);
      timer.started();
    }
    const std::lock_guard lock{mutex_};
    ++new_timers_;
    news_.notify_all();
  }

  void stop(Timer& timer) noexcept override {
    const std::lock_guard lock{timers_mutex_};
    timers_.take_out(timer);
  }

 private:
  template <class T>
  static Task<> keep(Task<T> task, std::optional<T>& result) {
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
    } while (anybody_lives());
    rethrow_failure();
  }

  bool is_stuck() {
    const bool alone = no_threads_but(count_ + 1);
    std::unique_lock lock{mutex_};
    const bool all_asleep = asleep_ == count_ && ready_.empty();
    lock.unlock();
    return alone && all_asleep && anybody_lives() &&
           next_timer() == Timer::Time::max();
  }

  [[noreturn]] void give_up() {
    const Deadlock deadlock{who_waits()};
    gives_up(true);
    destroy_tasks();
    gives_up(false);
    throw deadlock;
  }

  void gives_up(bool so) {
    const std::lock_guard lock{mutex_};
    gives_up_ = so;
  }

  void work() {
    const RunsHere here{*this};
    while (const auto task = next()) {
      if (!resume(task) || anybody_lives()) continue;
      const std::lock_guard lock{mutex_};
      ++times_empty_;
      changed_.notify_all();
    }
  }

  // Null when the pool ends.
  std::coroutine_handle<> next() {
    for (;;) {
      expire_timers();
      std::unique_lock lock{mutex_};
      if (ended_) return nullptr;
      if (!ready_.empty()) {
        const auto first = ready_.front();
        ready_.pop_front();
        return first;
      }
      const std::size_t seen = new_timers_;
      lock.unlock();
      const Timer::Time due = next_timer();
      lock.lock();
      sleep(lock, due, seen);
    }
  }

  void sleep(std::unique_lock<std::mutex>& lock, Timer::Time due,
             std::size_t seen) {
    const auto news = [&] {
      return ended_ || !ready_.empty() || new_timers_ != seen;
    };
    if (due != Timer::Time::max()) {
      news_.wait_until(lock, due, news);
      return;
    }
    if (news()) return;
    if (++asleep_ == count_) {
      all_slept_ = true;
      changed_.notify_all();
    }
    news_.wait(lock, news);
    --asleep_;
  }

  [[nodiscard]] Timer::Time next_timer() {
    const std::lock_guard lock{timers_mutex_};
    return timers_.empty() ? Timer::Time::max() : timers_.earliest();
  }

  void expire_timers() {
    const std::lock_guard lock{timers_mutex_};
    while (!timers_.empty() && timers_.earliest() <= now()) {
      timers_.take_earliest().expire();
    }
  }

  const std::size_t count_;
  std::mutex timers_mutex_;  // guards timers_
  TimerQueue timers_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable news_;
  std::condition_variable changed_;
  std::deque<std::coroutine_handle<>> ready_;
  std::size_t new_timers_ = 0;   // how many there have been
  std::size_t asleep_ = 0;       // with no timer to wake them
  std::size_t times_empty_ = 0;  // how often nobody was left
  bool all_slept_ = false;
  bool gives_up_ = false;
  bool ended_ = false;
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace workbook
