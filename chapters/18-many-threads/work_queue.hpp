/// @file
/// Chapter 18: the tasks that can go on, as far as one worker has them.
#pragma once

#include <coroutine>

#include "todo.hpp"

namespace workbook {

/// A worker's share of the ready tasks, first in, first out. Other workers may
/// put some in, and take some out.
//
// For task 2. None of it is tested by itself: a queue of another kind will do.
class WorkQueue {
 public:
  void push([[maybe_unused]] std::coroutine_handle<> task) {
    todo("18: WorkQueue::push", "task 2");
  }

  /// Takes out the one that came first; null when there is none.
  [[nodiscard]] std::coroutine_handle<> pop() {
    todo("18: WorkQueue::pop", "task 2");
  }

  /// Takes the older half of what `other` has, and gives the first of it; null
  /// when there is none.
  [[nodiscard]] std::coroutine_handle<> steal_from(
      [[maybe_unused]] WorkQueue& other) {
    todo("18: WorkQueue::steal_from", "task 2");
  }

  [[nodiscard]] bool empty() const { todo("18: WorkQueue::empty", "task 2"); }

 private:
  // Yours: a ReadyQueue, and a mutex that guards it.
};

}  // namespace workbook
