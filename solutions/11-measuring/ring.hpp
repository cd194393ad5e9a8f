/// @file
/// Chapter 11: the values that a channel keeps (the ring of chapter 4 has one
/// end).
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
      : slots_(capacity), ends_(ends) {}

  /// Needs both ends.
  [[nodiscard]] std::size_t size() const noexcept {
    return ends_.sending().done - ends_.receiving().done;
  }

  /// Whether it is empty as far as the receiving end has seen, which this
  /// needs.
  [[nodiscard]] bool seems_empty() const noexcept {
    const End& here = ends_.receiving();
    return here.others_done == here.done;
  }

  /// Needs the receiving end, and is then false until something is popped.
  [[nodiscard]] bool empty() noexcept {
    End& here = ends_.receiving();
    if (seems_empty()) here.others_done = ends_.sending().done;
    return seems_empty();
  }

  /// Whether it is full as far as the sending end has seen, which this needs.
  [[nodiscard]] bool seems_full() const noexcept {
    const End& here = ends_.sending();
    // More than full it seems to a thread that pushed without a look.
    return here.done - here.others_done >= slots_.size();
  }

  /// Needs the sending end, and is then false until something is pushed.
  [[nodiscard]] bool full() noexcept {
    End& here = ends_.sending();
    if (seems_full()) here.others_done = ends_.receiving().done;
    return seems_full();
  }

  /// Puts `value` last. There must be room. Needs the sending end.
  void push(T&& value) {
    End& here = ends_.sending();
    slots_[here.slot].emplace(std::move(value));
    advance(here);
  }

  /// Moves the oldest value into `result`. There must be one. Needs the
  /// receiving end.
  void pop_into(std::optional<T>& result) {
    End& here = ends_.receiving();
    result.emplace(std::move(*slots_[here.slot]));
    slots_[here.slot].reset();
    advance(here);
  }

 private:
  // A thread that sees the new count sees the slot as it is now, too.
  void advance(End& here) noexcept {
    here.slot = here.slot + 1 == slots_.size() ? 0 : here.slot + 1;
    here.done.store(here.done + 1, std::memory_order_release);
  }

  std::vector<std::optional<T>> slots_;
  ChannelMutex& ends_;
};

}  // namespace workbook
