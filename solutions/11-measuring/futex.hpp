/// @file
/// Chapter 11: the system call that a sleeping thread ends up in.
#pragma once

#include <atomic>

// On 64-bit Linux a thread can wait for a word of memory to change, also with a
// deadline. Elsewhere the standard library's own way has to do, without one.
#if defined(__linux__) && defined(__LP64__)
#define WORKBOOK_HAS_FUTEX 1

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>

namespace workbook {

static_assert(sizeof(std::atomic<int>) == sizeof(int));

/// Sleeps while `word` is `expected`, until futex_wake() or for no reason at
/// all, but no longer than until `deadline`: false when that came first. A
/// deadline of time_point::max() never comes. Returns at once when `word` is
/// something else. Orders nothing: look again when it returns.
inline bool futex_wait_until(const std::atomic<int>& word, int expected,
                             std::chrono::steady_clock::time_point deadline) {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  // The clock of FUTEX_WAIT_BITSET is the steady clock's, and has no past.
  const auto time = std::max(deadline.time_since_epoch(), {});
  const auto whole = duration_cast<seconds>(time);
  const timespec until{.tv_sec = whole.count(),
                       .tv_nsec = (time - whole).count()};
  const bool forever = deadline == deadline.max();
  return syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, expected,
                 forever ? nullptr : &until, nullptr,
                 FUTEX_BITSET_MATCH_ANY) == 0 ||
         errno != ETIMEDOUT;
}

/// The same without a deadline.
inline void futex_wait(const std::atomic<int>& word, int expected) {
  static_cast<void>(futex_wait_until(
      word, expected, std::chrono::steady_clock::time_point::max()));
}

/// Wakes one thread that sleeps on `word`. Costs a system call.
inline void futex_wake(std::atomic<int>& word) noexcept {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

}  // namespace workbook

#else

namespace workbook {

/// Sleeps while `word` is `expected`, until futex_wake() or for no reason at
/// all. Returns at once when `word` is something else.
inline void futex_wait(const std::atomic<int>& word, int expected) {
  word.wait(expected, std::memory_order_relaxed);
}

/// Wakes one thread that sleeps on `word`.
inline void futex_wake(std::atomic<int>& word) noexcept { word.notify_one(); }

}  // namespace workbook

#endif
