/// @file
/// Chapter 5: receiving from a channel in a `for` loop.
#pragma once

#include <cstddef>
#include <iterator>

#include "todo.hpp"

namespace workbook {

template <class T>
class Channel;

/// Receives one value after the other. An input iterator.
//
// Yours, in chapter 5, task 3. The types at its top are what the standard
// library asks of an iterator.
template <class T>
class ChannelIterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  [[nodiscard]] T& operator*() const {
    todo("05: ChannelIterator::operator*", "task 3");
  }
  ChannelIterator& operator++() {
    todo("05: ChannelIterator::operator++", "task 3");
  }
  void operator++(int) { ++*this; }
  friend bool operator==(const ChannelIterator&, std::default_sentinel_t) {
    todo("05: ChannelIterator::operator==", "task 3");
  }
};

}  // namespace workbook
