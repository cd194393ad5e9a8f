/// @file
/// A right answer of another design: one deque for all that are ready, whoever
/// posts them, and a multimap of timers. Only one task goes on between two
/// looks at the clock.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "alone.hpp"
#include "executor.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace workbook {

/// Runs tasks on the thread that calls run().
class Loop final : public Executor {
 public:
  Loop() = default;
  ~Loop() override { destroy_tasks(); }

  template <class T>
  T run(Task<T> task) {
    if constexpr (std::is_void_v<T>) {
      spawn(std::move(task));
      run_all();
    } else {
      std::optional<T> result;
      spawn(keep(std::move(task), result));
      run_all();
      return *std::move(result);
    }
  }

  void post(std::coroutine_handle<> task) noexcept override {
    const std::lock_guard lock{mutex_};
    ready_.push_back(task);
    news_.notify_one();
  }

  void start(Timer& timer) override {
    timers_.emplace(timer.due(), &timer);
    timer.started();
  }

  void stop(Timer& timer) noexcept override {
    const auto [first, last] = timers_.equal_range(timer.due());
    const auto it = std::find_if(
        first, last, [&](const auto& entry) { return entry.second == &timer; });
    if (it != last) timers_.erase(it);
  }

 private:
  template <class T>
  static Task<> keep(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  void run_all() {
    const RunsHere here{*this};
    while (anybody_lives()) {
      if (const auto task = next()) resume(task);
      while (!timers_.empty() && timers_.begin()->first <= now()) {
        timers_.extract(timers_.begin()).mapped()->expire();
      }
    }
    rethrow_failure();
  }

  // Who goes on. Null when a timer is due.
  std::coroutine_handle<> next() {
    std::unique_lock lock{mutex_};
    const auto somebody = [this] { return !ready_.empty(); };
    if (!somebody() && timers_.empty() && no_threads_but(1)) {
      lock.unlock();
      nobody_can_come();
    }
    if (timers_.empty()) {
      news_.wait(lock, somebody);
    } else if (!news_.wait_until(lock, timers_.begin()->first, somebody)) {
      return nullptr;
    }
    const auto first = ready_.front();
    ready_.pop_front();
    return first;
  }

  [[noreturn]] void nobody_can_come() {
    const Deadlock deadlock{who_waits()};
    destroy_tasks();
    ready_.clear();
    throw deadlock;
  }

  std::multimap<Timer::Time, Timer*> timers_;
  std::mutex mutex_;  // guards ready_
  std::condition_variable news_;
  std::deque<std::coroutine_handle<>> ready_;
};

}  // namespace workbook
