/// @file
/// Chapter 15: what a channel is locked with (chapter 11's, but small where its
/// ends share a lock: a program of tasks has a channel for each request).
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "adaptive_mutex.hpp"
#include "cache_line.hpp"

namespace workbook {

/// Where senders put values into a buffer, or where receivers take them out.
struct End {
  AdaptiveMutex mutex;               ///< Guards all of this end.
  std::size_t slot = 0;              ///< The one that is next.
  std::atomic<std::size_t> done{0};  ///< Values so far; all may read.
  std::size_t others_done = 0;       ///< The other's, as last seen.
};

/// Guards a channel: all of it, or one of its ends.
///
/// With two locks, lock() locks both ends, and a thread that has something to
/// do at one end only locks that one. Each is in a cache line of its own, so
/// that the other end's core does not take it away; that costs an allocation.
/// With one lock, the ends share it.
class ChannelMutex {
 public:
  explicit ChannelMutex(bool two_locks)
      : apart_(two_locks ? std::make_unique<Apart>() : nullptr),
        sending_(apart_ ? &apart_->sending : &together_.sending),
        receiving_(apart_ ? &apart_->receiving : &together_.receiving) {}

  /// Whether each end may be locked alone.
  [[nodiscard]] bool has_two_locks() const noexcept {
    return apart_ != nullptr;
  }

  [[nodiscard]] End& sending() noexcept { return *sending_; }
  [[nodiscard]] End& receiving() noexcept { return *receiving_; }

  /// Waits until no other thread has an end locked. A thread that has one end
  /// locked must not call it.
  void lock() {
    if (apart_) return lock_both();
    together_.receiving.mutex.lock();
  }

  void unlock() noexcept {
    if (apart_) return unlock_both();
    together_.receiving.mutex.unlock();
  }

 private:
  struct Together {
    End sending;
    End receiving;
  };
  struct Apart {
    alignas(cache_line) End sending;
    alignas(cache_line) End receiving;
  };

  // Not inlined: what a channel with one lock does is small then, and can be.
  [[gnu::noinline]] void lock_both() {
    sending_->mutex.lock();
    receiving_->mutex.lock();
  }
  [[gnu::noinline]] void unlock_both() noexcept {
    End* const sending = sending_;
    receiving_->mutex.unlock();
    sending->mutex.unlock();
  }

  Together together_;
  std::unique_ptr<Apart> apart_;
  End* const sending_;
  End* const receiving_;
};

}  // namespace workbook
