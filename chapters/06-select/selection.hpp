/// @file
/// Chapters 6 and 7: how a select goes about it, in three passes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <numeric>
#include <span>

#include "case.hpp"
#include "channel_mutex.hpp"
#include "sleeper.hpp"
#include "todo.hpp"

namespace workbook {

/// Holds every mutex of a set, each once. They are locked in the order of
/// their addresses, so that two selects over the same channels cannot
/// deadlock.
class LockedAll {
 public:
  /// `mutexes` may contain a mutex twice; it is reordered.
  //
  // Task 1 needs the mutexes locked, task 4 the order and the "once".
  explicit LockedAll([[maybe_unused]] std::span<ChannelMutex*> mutexes) {
    todo("06: LockedAll", "task 1");
  }
  LockedAll(const LockedAll&) = delete;
  LockedAll& operator=(const LockedAll&) = delete;
  ~LockedAll() { todo("06: ~LockedAll", "task 1"); }

 private:
  // Yours: what the destructor has to unlock.
};

/// One run of select() over its cases. Lives on the selecting thread's stack.
class Selection {
 public:
  /// `order` and `mutexes` are room for as many entries as there are cases.
  Selection(std::span<Case*> cases, std::span<std::size_t> order,
            std::span<ChannelMutex*> mutexes)
      : cases_(cases), order_(order), mutexes_(mutexes) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  /// Runs exactly one case and returns its index.
  //
  // Yours, pass by pass:
  //   task 1: lock all mutexes and poll; when they are free again, wake the
  //           partner and finish the case.
  //   task 2: if no case can proceed, join the lines before the mutexes are
  //           free; then sleep, and finish the case that won.
  //   task 3: before that, leave the lines of all other cases.
  //   task 5: when a partner wants it `again`, leave every line, start over.
  std::size_t run() { todo("06: Selection::run", "task 1"); }

 private:
  static constexpr std::size_t none = Sleeper::nobody;

  // The mutexes of all cases, as LockedAll wants them.
  std::span<ChannelMutex*> mutexes() {
    std::ranges::transform(cases_, mutexes_.begin(), &Case::mutex);
    return mutexes_;
  }

  // Pass 1. Needs all mutexes. Completes a case that can proceed at this
  // instant and says which, or none. Of the cases that can proceed each is
  // taken with the same chance, however many cannot: `order_` is there to be
  // shuffled.
  std::size_t poll_all([[maybe_unused]] Sleeper*& partner) {
    todo("06: Selection::poll_all", "task 1");
  }

  // Pass 2. Needs all mutexes. Stands in the line of every case.
  void join_all([[maybe_unused]] Sleeper& sleeper) {
    todo("06: Selection::join_all", "task 2");
  }

  // Pass 3. Needs no mutex, and locks each that it needs. Leaves the line of
  // every case but `winner`, which its partner has taken out already.
  void leave_all_but([[maybe_unused]] std::size_t winner) {
    todo("06: Selection::leave_all_but", "task 3");
  }

  std::span<Case*> cases_;
  std::span<std::size_t> order_;
  std::span<ChannelMutex*> mutexes_;
};

}  // namespace workbook
