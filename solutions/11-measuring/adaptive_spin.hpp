/// @file
/// Chapter 11: looking for a while before a thread sleeps.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <utility>

#include "cache_line.hpp"
#include "pause.hpp"

namespace workbook {

/// Spins for what another core is about to do, and rests when that does not
/// pay. All threads share one: what does not pay for one of a crowd does not
/// for the others, and two that wait for each other look at the same time.
///
/// After the adaptive mutexes of Solaris and Java. Never yields: a thread that
/// yields beside one that computes is back after a time slice, milliseconds
/// later.
class alignas(cache_line) AdaptiveSpin {
 public:
  /// Looks whether `came()` until it did, but not for long. Returns whether it
  /// came. Looks only once while spinning does not pay.
  template <std::predicate Came>
  [[nodiscard]] bool until(Came came) {
    if (came()) return true;
    const auto start = Clock::now();
    if (start < rests_until_.load(std::memory_order_relaxed)) return false;
    const bool has_come = spin(start, came);
    const auto now = Clock::now();
    if (now - start >= longest) {
      rest_longer(now);
    } else if (has_come) {
      rest_less();
    }
    return has_come;
  }

 private:
  using Clock = std::chrono::steady_clock;

  // About what it costs to fall asleep and be woken on a core that has gone
  // idle: then a wait costs at most twice what the better choice would (Karlin,
  // Li, Manasse and Owicki, 1991).
  static constexpr Clock::duration longest = std::chrono::microseconds{30};

  // So spins in vain take about a hundredth of the time, however many threads
  // wait.
  static constexpr Clock::duration longest_rest = 100 * longest;

  template <std::predicate Came>
  static bool spin(Clock::time_point start, Came came) {
    auto now = start;
    // A look takes the cache line from the core that is to write it: so each
    // pause is twice as long as the last.
    // A pause takes a nanosecond at least, whatever the clock says.
    for (int pauses = 1; now - start < longest && pauses < longest.count();
         pauses *= 2) {
      pause(pauses);
      if (came()) return true;
      const auto before = std::exchange(now, Clock::now());
      if (now == before) return false;  // the clock stands still
    }
    return false;
  }

  // Each spin that did not pay doubles how long all threads rest, each that did
  // halves it. Of two threads that learn at once one may be forgotten.
  void rest_longer(Clock::time_point now) noexcept {
    const auto rest = rest_.load(std::memory_order_relaxed);
    const auto longer = std::min(2 * rest + longest, longest_rest);
    rest_.store(longer, std::memory_order_relaxed);
    rests_until_.store(now + longer, std::memory_order_relaxed);
  }

  // Writes nothing when the spin before paid too.
  void rest_less() noexcept {
    const auto rest = rest_.load(std::memory_order_relaxed);
    if (rest == rest.zero()) return;
    rest_.store(rest / 2, std::memory_order_relaxed);
  }

  std::atomic<Clock::duration> rest_{};
  std::atomic<Clock::time_point> rests_until_{};
};

}  // namespace workbook
