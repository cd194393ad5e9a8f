/// @file
/// Chapter 14: the tasks that can go on.
#pragma once

#include <coroutine>
#include <cstddef>
#include <vector>

namespace workbook {

/// Suspended coroutines, first in, first out: a ring that grows.
class ReadyQueue {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == end_; }
  [[nodiscard]] std::size_t size() const noexcept { return end_ - first_; }

  /// Allocates only where there have never been so many.
  void push(std::coroutine_handle<> task) {
    if (size() == room_) grow();
    at(end_++) = task;
  }

  /// Takes out the one that came first. There must be one.
  std::coroutine_handle<> pop() noexcept { return at(first_++); }

 private:
  // A power of two, so that a mask does for a division.
  static constexpr std::size_t least = 64;

  std::coroutine_handle<>& at(std::size_t number) noexcept {
    return ring_[number & (room_ - 1)];
  }

  [[gnu::noinline]] void grow() {
    const std::size_t count = size();
    const std::size_t twice = room_ == 0 ? least : 2 * room_;
    std::vector<std::coroutine_handle<>> larger(twice);
    for (std::size_t i = 0; i < count; ++i) larger[i] = pop();
    ring_.swap(larger);
    room_ = twice;
    first_ = 0;
    end_ = count;
  }

  std::vector<std::coroutine_handle<>> ring_;
  std::size_t room_ = 0;   // how many it holds: the size of ring_
  std::size_t first_ = 0;  // numbers that only grow; at() finds their places
  std::size_t end_ = 0;
};

}  // namespace workbook
