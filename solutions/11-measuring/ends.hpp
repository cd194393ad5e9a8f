/// @file
/// Chapter 11: a channel's two ends, each with a mutex of its own.
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
/// Where the ends are apart, lock() locks both of them, and a thread that has
/// something to do at one end only locks that one. Where they are not, they
/// have one mutex. Moving the ends apart costs an allocation.
class Ends {
 public:
  explicit Ends(bool apart)
      : apart_(apart ? std::make_unique<Apart>() : nullptr) {}

  /// Whether each end may be locked alone.
  [[nodiscard]] bool apart() const noexcept { return apart_ != nullptr; }

  [[nodiscard]] End& sending() noexcept {
    return apart_ ? apart_->sending : together_.sending;
  }
  [[nodiscard]] End& receiving() noexcept {
    return apart_ ? apart_->receiving : together_.receiving;
  }

  /// Waits until no other thread has an end locked. Whoever has one end locked
  /// must not call it.
  void lock() {
    if (apart_) apart_->sending.mutex.lock();
    receiving().mutex.lock();
  }

  void unlock() noexcept {
    receiving().mutex.unlock();
    if (apart_) apart_->sending.mutex.unlock();
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
  Together together_;
  std::unique_ptr<Apart> apart_;
};

}  // namespace workbook
