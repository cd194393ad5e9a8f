/// @file
/// Chapters 6 and 7: what a select asks of each of its cases.
#pragma once

#include <channel_mutex.hpp>
#include <chrono>
#include <cstddef>

#include "sleeper.hpp"

namespace workbook {

/// When a deadline never comes.
inline constexpr auto never = std::chrono::steady_clock::time_point::max();

/// The point in time `duration` from now, or never where the clock cannot
/// count that far.
template <class Rep, class Period>
[[nodiscard]] std::chrono::steady_clock::time_point deadline_after(
    std::chrono::duration<Rep, Period> duration) {
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<long double>;
  const auto now = Clock::now();
  // Compared as floating point: the duration may be too long for the clock's
  // ticks, and need not even be a number.
  const bool countable = Seconds{duration} < Seconds{never - now};
  if (!countable) return never;
  if (duration <= duration.zero()) return now;
  return now + std::chrono::ceil<Clock::duration>(duration);
}

/// One case of a select. poll(), join() and leave() are called under the
/// mutex that mutex() gives; never for a case that gives none.
class Case {
 public:
  Case() = default;
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;
  virtual ~Case() = default;

  /// What guards the case's channel; null for a case that has none.
  virtual ChannelMutex* mutex() { return nullptr; }

  /// Completes the operation if it need not wait, and says whether it did.
  /// If somebody must then be woken, once the mutexes are free, that is
  /// `partner`. Throws what the operation throws.
  virtual bool poll(Sleeper*& /*partner*/) { return false; }

  /// Waits in the channel's line, for `sleeper`, as its case `index`.
  virtual void join(Sleeper& /*sleeper*/, std::size_t /*index*/) {}

  /// Leaves the line, if it still stands there.
  virtual void leave() {}

  /// Runs the handler. Called with no lock held.
  virtual void finish(Outcome outcome) = 0;

  /// Whether this is what runs when nothing else can at once.
  [[nodiscard]] virtual bool is_otherwise() const { return false; }

  /// When this runs if nothing else could before.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point deadline() const {
    return never;
  }
};

}  // namespace workbook
