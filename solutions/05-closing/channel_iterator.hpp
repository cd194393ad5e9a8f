/// @file
/// Chapter 5: receiving from a channel in a `for` loop.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>

namespace workbook {

template <class T>
class Channel;

/// Receives one value after the other. An input iterator.
template <class T>
class ChannelIterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  explicit ChannelIterator(Channel<T>& channel) : channel_(&channel) {
    ++*this;
  }

  /// The value received last; it may be moved from.
  [[nodiscard]] T& operator*() const noexcept { return *value_; }

  /// Receives the next value; waits for it.
  ChannelIterator& operator++() {
    value_.reset();
    channel_->receive_into(value_);
    return *this;
  }
  void operator++(int) { ++*this; }

  /// True when the channel was closed and drained.
  friend bool operator==(const ChannelIterator& i,
                         std::default_sentinel_t) noexcept {
    return !i.value_;
  }

 private:
  Channel<T>* channel_;
  mutable std::optional<T> value_;
};

}  // namespace workbook
