/// @file
/// Chapter 18: the tasks that can go on, as far as one worker has them.
#pragma once

#include <coroutine>
#include <cstddef>
#include <mutex>

#include "ready_queue.hpp"

namespace workbook {

/// A worker's share of the ready tasks, first in, first out. Other workers may
/// put some in, and take some out.
class WorkQueue {
 public:
  void push(std::coroutine_handle<> task) {
    const std::lock_guard lock{mutex_};
    ready_.push(task);
  }

  /// Takes out the one that came first; null when there is none.
  [[nodiscard]] std::coroutine_handle<> pop() {
    const std::lock_guard lock{mutex_};
    return ready_.empty() ? nullptr : ready_.pop();
  }

  /// Takes the older half of what `other` has, and gives the first of it; null
  /// when there is nobody.
  [[nodiscard]] std::coroutine_handle<> steal_from(WorkQueue& other) {
    const std::scoped_lock lock{mutex_, other.mutex_};
    const std::size_t half = (other.ready_.size() + 1) / 2;
    for (std::size_t i = 0; i < half; ++i) ready_.push(other.ready_.pop());
    return ready_.empty() ? nullptr : ready_.pop();
  }

  [[nodiscard]] bool empty() const {
    const std::lock_guard lock{mutex_};
    return ready_.empty();
  }

 private:
  mutable std::mutex mutex_;  // guards ready_
  ReadyQueue ready_;
};

}  // namespace workbook
