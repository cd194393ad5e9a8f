/// @file
/// Chapter 14: what happens at a point in time, and what happens next.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace workbook {

/// Something that is due at a point in time. It lies in the frame of the task
/// that waits for it.
class Timer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Timer(Time due) noexcept : due_(due) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  [[nodiscard]] Time due() const noexcept { return due_; }

  /// Called by Executor::start(), before the timer can expire.
  virtual void started() {}

  /// Called once, when the time has come. It may post a task, and must not
  /// touch the timer after that: it may be gone.
  virtual void expire() noexcept = 0;

 protected:
  ~Timer() = default;

 private:
  friend class TimerQueue;
  using Number = std::uint32_t;
  static constexpr auto none = static_cast<Number>(-1);
  Time due_;
  Number number_ = none;  // in the queue
};

/// Timers, the earliest first: a heap with four children a node. put() and
/// take_out() take logarithmic time.
///
/// Each timer has a number, by which it is found in the heap. Its place could
/// be noted in the timer itself; but timers lie in frames all over the memory,
/// and each step of an entry through the heap would fetch one.
class TimerQueue {
 public:
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }

  /// When the earliest timer is due. There must be one.
  [[nodiscard]] Timer::Time earliest() const noexcept { return heap_[0].due; }

  void put(Timer& timer) {
    timer.number_ = free_number();
    timers_[timer.number_] = &timer;
    heap_.push_back({timer.due(), timer.number_});
    rise(heap_.size() - 1);
  }

  /// Does nothing when the timer is not in the queue.
  void take_out(Timer& timer) noexcept {
    const Timer::Number number = std::exchange(timer.number_, Timer::none);
    if (number == Timer::none) return;
    const std::size_t hole = positions_[number];
    positions_[number] = std::exchange(first_free_, number);
    const Entry last = heap_.back();
    heap_.pop_back();
    if (hole == heap_.size()) return;
    place(hole, last);
    rise(hole);
    sink(positions_[last.number]);
  }

  /// Takes out the earliest timer. There must be one.
  Timer& take_earliest() noexcept {
    Timer& timer = *timers_[heap_[0].number];
    take_out(timer);
    return timer;
  }

 private:
  struct Entry {
    Timer::Time due;
    Timer::Number number;
  };

  Timer::Number free_number() {
    if (first_free_ != Timer::none) {
      return std::exchange(first_free_, positions_[first_free_]);
    }
    timers_.push_back(nullptr);
    positions_.push_back(0);
    return static_cast<Timer::Number>(timers_.size() - 1);
  }

  void place(std::size_t position, Entry entry) noexcept {
    heap_[position] = entry;
    positions_[entry.number] = static_cast<Timer::Number>(position);
  }

  void rise(std::size_t position) noexcept {
    const Entry entry = heap_[position];
    while (position > 0) {
      const std::size_t parent = (position - 1) / children;
      if (heap_[parent].due <= entry.due) break;
      place(position, heap_[parent]);
      position = parent;
    }
    place(position, entry);
  }

  void sink(std::size_t position) noexcept {
    const Entry entry = heap_[position];
    for (;;) {
      const std::size_t first = children * position + 1;
      if (first >= heap_.size()) break;
      const std::size_t last = std::min(first + children, heap_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < last; ++child) {
        if (heap_[child].due < heap_[least].due) least = child;
      }
      if (entry.due <= heap_[least].due) break;
      place(position, heap_[least]);
      position = least;
    }
    place(position, entry);
  }

  static constexpr std::size_t children = 4;
  std::vector<Entry> heap_;
  // Where in the heap the timer of a number is; of a free number, the next one.
  std::vector<Timer::Number> positions_;
  std::vector<Timer*> timers_;  // by number
  Timer::Number first_free_ = Timer::none;
};

}  // namespace workbook
