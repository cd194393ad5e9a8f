/// @file
/// Chapter 6: what stands in the lines of a channel.
#pragma once

#include <cstddef>
#include <optional>

#include "line.hpp"
#include "sleeper.hpp"

namespace workbook {

/// A send that waits. Like its sleeper it lives on the stack of the thread
/// that waits; the thread that claims the sleeper moves the value.
template <class T>
struct SendWaiter : Place<SendWaiter<T>> {
  SendWaiter(Sleeper& who, std::size_t case_index, T& what)
      : sleeper(who), index(case_index), value(what) {}

  Sleeper& sleeper;
  std::size_t index;  ///< Which case of its select this is.
  T& value;
};

/// A receive that waits. The thread that claims the sleeper writes its result.
template <class T>
struct ReceiveWaiter : Place<ReceiveWaiter<T>> {
  ReceiveWaiter(Sleeper& who, std::size_t case_index, std::optional<T>& where)
      : sleeper(who), index(case_index), result(where) {}

  Sleeper& sleeper;
  std::size_t index;  ///< Which case of its select this is.
  std::optional<T>& result;
};

/// Takes out the first one that could be claimed; null when there is none.
/// Waiters of a select that another channel has claimed are passed over and
/// have left the line for good. Needs the mutex that guards the line.
template <class Waiter>
[[nodiscard]] Waiter* claim_first(Line<Waiter>& line) noexcept {
  while (!line.empty()) {
    Waiter& first = line.leave_first();
    if (first.sleeper.claim(first.index)) return &first;
  }
  return nullptr;
}

/// Takes out all that could be claimed, in the same order. Needs the mutex
/// that guards the line.
template <class Waiter>
[[nodiscard]] Line<Waiter> claim_all(Line<Waiter>& line) noexcept {
  Line<Waiter> claimed;
  while (Waiter* first = claim_first(line)) claimed.join(*first);
  return claimed;
}

/// Moves a value to or from a waiter that the caller has claimed. If `move`
/// throws, the waiter tries again, on its own thread, and the caller gets the
/// exception; if not, the caller has to wake `partner`.
template <class Waiter, class Move>
void hand_over(Waiter& claimed, Sleeper*& partner, Move move) {
  try {
    move();
  } catch (...) {
    claimed.sleeper.wake(Outcome::again);
    throw;
  }
  partner = &claimed.sleeper;
}

/// Wakes everybody in a line of claimed waiters.
template <class Waiter>
void wake_all(Line<Waiter> claimed, Outcome outcome) {
  while (!claimed.empty()) {
    // The waiter is gone as soon as its sleeper is woken: it leaves first.
    claimed.leave_first().sleeper.wake(outcome);
  }
}

}  // namespace workbook
