/// @file
/// Chapter 14: the tasks that can go on.
#pragma once

#include <coroutine>

#include "todo.hpp"

namespace workbook {

/// Suspended coroutines, first in, first out. It grows.
class ReadyQueue {
 public:
  [[nodiscard]] bool empty() const noexcept {
    todo("14: ReadyQueue::empty", "task 1");
  }

  /// Allocates only where there have never been so many.
  void push(std::coroutine_handle<> /*task*/) {
    todo("14: ReadyQueue::push", "task 1");
  }

  /// Takes out the one that came first. There must be one.
  std::coroutine_handle<> pop() noexcept {
    todo("14: ReadyQueue::pop", "task 1");
  }

 private:
  // Yours: a std::deque to begin with. A ring that doubles when it is full, as
  // in chapter 4, is faster.
};

}  // namespace workbook
