/// @file
/// Chapter 11: looking for a while before a thread sleeps.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>

#include "pause.hpp"

namespace workbook {

/// Spins for what another core is about to do, and learns when that does not
/// pay. For one thread; its next waits are what it learns for.
///
/// After the adaptive mutexes of Solaris and Java. Never yields: a thread that
/// yields beside one that computes is back after a time slice, milliseconds
/// later.
class AdaptiveSpin {
 public:
  /// Looks whether `came()` until it did, but no longer than `longest`: about
  /// what it costs to fall asleep and be woken (Karlin, Li, Manasse and Owicki,
  /// 1991: then a wait costs at most twice what the better choice would).
  /// Returns whether it came. Returns false at once while spinning does not
  /// pay.
  template <std::predicate Came>
  [[nodiscard]] bool until(Came came) {
    if (came()) return true;
    if (to_skip_ > 0) {
      --to_skip_;
      return false;
    }
    const auto start = Clock::now();
    Clock::duration took{};
    bool has_come = false;
    // A look takes the cache line from the core that is to write it: so each
    // pause is twice as long as the last.
    int pauses = 1;
    while (!has_come && took < longest && pauses <= most_pauses) {
      pause(pauses);
      pauses *= 2;
      has_come = came();
      took = Clock::now() - start;
    }
    learn(has_come && took < longest);
    return has_come;
  }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::chrono::microseconds longest{30};
  static constexpr int most_pauses = 1024;  // should the clock stand still

  // Each failure doubles how many waits go without a look; each success halves
  // it. In the end a thousandth of the waits looks in vain.
  void learn(bool paid) noexcept {
    constexpr int most_skipped = 1'000;
    const int more = std::min(2 * skipped_ + 1, most_skipped);
    skipped_ = paid ? skipped_ / 2 : more;
    if (!paid) to_skip_ = skipped_;
  }

  int skipped_ = 0;
  int to_skip_ = 0;
};

}  // namespace workbook
