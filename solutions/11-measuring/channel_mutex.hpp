/// @file
/// Chapter 11: what a channel is locked with (in chapter 6 it is a std::mutex).
#pragma once

#include <atomic>
#include <cstddef>

#include "adaptive_mutex.hpp"
#include "cache_line.hpp"

namespace workbook {

/// Where senders put values into a buffer, or where receivers take them out. In
/// a cache line of its own, so that the other end's core does not take it away.
struct alignas(cache_line) End {
  AdaptiveMutex mutex;               ///< Guards all of this end.
  std::size_t slot = 0;              ///< The one that is next.
  std::atomic<std::size_t> done{0};  ///< Values so far; all may read.
  std::size_t others_done = 0;       ///< The other's, as last seen.
};

/// Guards a channel: all of it, or one of its ends.
///
/// With two locks, lock() locks both ends, and a thread that has something to
/// do at one end only locks that one. With one lock, the ends share it.
class ChannelMutex {
 public:
  explicit ChannelMutex(bool two_locks) : has_two_locks_(two_locks) {}

  /// Whether each end may be locked alone.
  [[nodiscard]] bool has_two_locks() const noexcept { return has_two_locks_; }

  [[nodiscard]] End& sending() noexcept { return sending_; }
  [[nodiscard]] End& receiving() noexcept { return receiving_; }

  /// Waits until no other thread has an end locked. A thread that has one end
  /// locked must not call it.
  void lock() {
    if (has_two_locks_) sending_.mutex.lock();
    receiving_.mutex.lock();
  }

  void unlock() noexcept {
    const bool two_locks = has_two_locks_;
    receiving_.mutex.unlock();  // the last access, with one lock
    if (two_locks) sending_.mutex.unlock();
  }

 private:
  End sending_;
  End receiving_;
  const bool has_two_locks_;
};

}  // namespace workbook
