/// @file
/// Chapter 15: the values that a channel keeps (chapter 11's, and it looks at
/// its ends with fewer steps).
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "channel_mutex.hpp"

namespace workbook {

/// A ring of at most `capacity` values, first in, first out. One thread may
/// put values in at the sending end while another takes some out at the
/// receiving end. A move of a T that throws leaves it as it was.
///
/// After the two-lock queue of Michael and Scott (1996). That each end
/// remembers how far it saw the other come, and seldom looks, is from the
/// MCRingBuffer of Lee, Bu and Chandranmenon (2009).
template <class T>
class Ring {
 public:
  /// `ends` must outlive the ring.
  Ring(std::size_t capacity, ChannelMutex& ends)
      : capacity_(capacity),
        slots_(capacity),
        sending_(ends.sending()),
        receiving_(ends.receiving()) {}

  /// Needs both ends.
  [[nodiscard]] std::size_t size() const noexcept {
    return sending_.done - receiving_.done;
  }

  /// Whether it is empty as far as the receiving end has seen, which this
  /// needs.
  [[nodiscard]] bool seems_empty() const noexcept {
    return receiving_.others_done == receiving_.done;
  }

  /// Needs the receiving end, and is then false until something is popped.
  [[nodiscard]] bool empty() noexcept {
    if (capacity_ == 0) return true;
    if (!seems_empty()) return false;
    receiving_.others_done = sending_.done;
    return seems_empty();
  }

  /// Whether it is full as far as the sending end has seen, which this needs.
  [[nodiscard]] bool seems_full() const noexcept {
    // More than full it seems to a thread that pushed without a look.
    return sending_.done - sending_.others_done >= capacity_;
  }

  /// Needs the sending end, and is then false until something is pushed.
  [[nodiscard]] bool full() noexcept {
    if (capacity_ == 0) return true;
    if (!seems_full()) return false;
    sending_.others_done = receiving_.done;
    return seems_full();
  }

  /// Puts `value` last. There must be room. Needs the sending end.
  void push(T&& value) {
    slots_[sending_.slot].emplace(std::move(value));
    advance(sending_);
  }

  /// Moves the oldest value into `result`. There must be one. Needs the
  /// receiving end.
  void pop_into(std::optional<T>& result) {
    std::optional<T>& slot = slots_[receiving_.slot];
    result.emplace(std::move(*slot));
    slot.reset();
    advance(receiving_);
  }

 private:
  // A thread that sees the new count sees the slot as it is now, too.
  void advance(End& here) noexcept {
    here.slot = here.slot + 1 == capacity_ ? 0 : here.slot + 1;
    here.done.store(here.done + 1, std::memory_order_release);
  }

  const std::size_t capacity_;
  std::vector<std::optional<T>> slots_;
  End& sending_;
  End& receiving_;
};

}  // namespace workbook
