/// @file
/// A right answer of another design: one mutex guards every channel and every
/// thread that waits, and each that waits has a condition variable of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>

namespace workbook::monitor {

inline std::mutex mutex;  // guards all channels, and all that wait

/// An operation that waits: of a plain send or receive, or of a select.
struct Wait {
  bool over = false;
  bool closed = false;         // over, because a channel was closed
  std::exception_ptr failure;  // over, because the value could not be moved
  std::size_t index = 0;       // over, by this case
  std::condition_variable is_over;
};

/// Where a Wait stands in the line of a channel; `Place` says where the value
/// is or goes to.
template <class Place>
struct Entry {
  std::shared_ptr<Wait> wait;
  std::size_t index = 0;
  Place* place = nullptr;
};

template <class Place>
using Entries = std::deque<Entry<Place>>;

template <class Place>
void leave(Entries<Place>& line, const std::shared_ptr<Wait>& wait) {
  std::erase_if(line, [&](const auto& entry) { return entry.wait == wait; });
}

/// Takes those out of the front that another channel has served.
template <class Place>
bool nobody_waits(Entries<Place>& line) {
  while (!line.empty() && line.front().wait->over) line.pop_front();
  return line.empty();
}

/// Ends the wait of the first in line.
template <class Place>
void serve_first(Entries<Place>& line, bool closed = false,
                 std::exception_ptr failure = nullptr) {
  Entry<Place> first = line.front();
  line.pop_front();
  first.wait->over = true;
  first.wait->closed = closed;
  first.wait->failure = std::move(failure);
  first.wait->index = first.index;
  first.wait->is_over.notify_one();
}

}  // namespace workbook::monitor
