/// @file
/// Chapter 16: how a select goes about it, in three passes, whether a thread
/// or a task waits (chapter 15's is for threads).
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <mutex>
#include <span>
#include <utility>

#include "blocking.hpp"
#include "case.hpp"
#include "channel_mutex.hpp"
#include "draw.hpp"
#include "sleeper.hpp"

namespace workbook {

/// The same span with room for one more at its end.
template <class T>
[[nodiscard]] std::span<T> grown(std::span<T> entries) noexcept {
  return {entries.data(), entries.size() + 1};
}

/// Puts a mutex where it belongs among others, which are in the order of their
/// addresses, unless it is there; gives them all. There must be room behind
/// them. A select has few cases: for those this is faster than to sort them.
[[nodiscard]] inline std::span<ChannelMutex*> put_in_order(
    std::span<ChannelMutex*> others, ChannelMutex* mutex) {
  std::size_t place = others.size();
  while (place > 0 && std::less{}(mutex, others[place - 1])) --place;
  if (place > 0 && others[place - 1] == mutex) return others;
  const auto all = grown(others);
  for (std::size_t i = others.size(); i > place; --i) all[i] = all[i - 1];
  all[place] = mutex;
  return all;
}

/// Holds every mutex of a set. They are locked in the order of their
/// addresses, so that two selects over the same channels cannot deadlock.
class LockedAll {
 public:
  /// `mutexes` are in order, each once.
  explicit LockedAll(std::span<ChannelMutex* const> mutexes)
      : mutexes_(mutexes) {
    for (ChannelMutex* mutex : mutexes_) mutex->lock();
  }
  LockedAll(const LockedAll&) = delete;
  LockedAll& operator=(const LockedAll&) = delete;
  ~LockedAll() {
    for (ChannelMutex* mutex : mutexes_) mutex->unlock();
  }

 private:
  std::span<ChannelMutex* const> mutexes_;
};

/// One run of a select over its cases. Lives with the cases, on the stack of
/// the thread that selects or in the frame of the task.
class Selection {
 public:
  static constexpr std::size_t none = Sleeper::nobody;

  /// `order` and `mutexes` are room for as many entries as there are cases.
  Selection(std::span<Case*> cases, std::span<std::size_t> order,
            std::span<ChannelMutex*> mutexes)
      : cases_(cases), order_(order.first(0)), mutexes_(mutexes.first(0)) {
    for (std::size_t i = 0; i < cases.size(); ++i) enter(*cases[i], i);
  }

  /// The same where the types of the cases are known: the compiler calls their
  /// functions directly then, and leaves out those that do nothing.
  template <class... Cases>
  Selection(std::span<Case*> cases, std::span<std::size_t> order,
            std::span<ChannelMutex*> mutexes, Cases&... known)
      : cases_(cases), order_(order.first(0)), mutexes_(mutexes.first(0)) {
    std::size_t index = 0;
    (enter(known, index++), ...);
  }

  /// Runs exactly one case and returns its index. The thread waits.
  std::size_t run() {
    if (otherwise_ == none) refuse_in_task("select", "async_select");
    for (;;) {
      SleepingThread sleeper;
      const std::size_t ready = poll_or_join(sleeper, [] {});
      if (ready != none) return finish(ready, Outcome::done);

      const Outcome outcome = sleep(sleeper);
      const bool again = outcome == Outcome::again;
      leave_all_but(again ? none : sleeper.winner());
      if (!again) return finish(sleeper.winner(), outcome);
    }
  }

  /// Passes 1 and 2. Pass 1 completes a case that can proceed at this instant,
  /// and says which. If none can, it is `otherwise`; if there is none of that
  /// either, pass 2 stands in every line and calls `sleep`. Both happen while
  /// all channels are locked: nothing can become ready in between and be
  /// missed.
  template <std::invocable Sleep>
  std::size_t poll_or_join(Sleeper& sleeper, Sleep sleep) {
    Sleeper* partner = nullptr;
    std::size_t ready = none;
    {
      const LockedAll locked{mutexes_};
      ready = poll_all(partner);
      if (ready == none) ready = otherwise_;
      if (ready == none) {
        join_all(sleeper);
        sleep();
      }
    }  // from here on a task's frame may be gone, unless a case is ready
    if (partner) partner->wake(Outcome::done);
    return ready;
  }

  /// Pass 3. The thread that claimed `winner` took it out of its line. Its
  /// channel is not touched again, for our partner may destroy it by now.
  void leave_all_but(std::size_t winner) {
    for (const std::size_t i : order_) {
      if (i == winner) continue;
      const std::lock_guard lock{*cases_[i]->mutex()};
      cases_[i]->leave();
    }
  }

  /// Runs the handler of the case `index`, which it returns.
  std::size_t finish(std::size_t index, Outcome outcome) {
    cases_[index]->finish(outcome);
    return index;
  }

  /// When the select gives up, and by which case.
  [[nodiscard]] std::chrono::steady_clock::time_point deadline()
      const noexcept {
    return deadline_;
  }
  [[nodiscard]] std::size_t timeout() const noexcept { return first_timeout_; }

 private:
  template <std::derived_from<Case> AnyCase>
  void enter(AnyCase& it, std::size_t index) {
    if (it.is_otherwise()) otherwise_ = index;
    consider_timeout(index, it.deadline());
    ChannelMutex* const mutex = it.mutex();
    if (!mutex) return;
    order_ = grown(order_);
    order_.back() = index;
    mutexes_ = put_in_order(mutexes_, mutex);
  }

  // Of several timeouts the first counts, whichever case it is.
  void consider_timeout(std::size_t index,
                        std::chrono::steady_clock::time_point deadline) {
    if (deadline >= deadline_) return;
    deadline_ = deadline;
    first_timeout_ = index;
  }

  // In random order: of the cases that can proceed, each is the first one
  // with the same chance, however many cannot.
  std::size_t poll_all(Sleeper*& partner) {
    for (std::size_t left = order_.size(); left > 0; --left) {
      std::swap(order_[draw_below(left)], order_[left - 1]);
      const std::size_t i = order_[left - 1];
      if (cases_[i]->poll(partner)) return i;
    }
    return none;
  }

  void join_all(Sleeper& sleeper) {
    for (const std::size_t i : order_) cases_[i]->join(sleeper, i);
  }

  Outcome sleep(SleepingThread& sleeper) const {
    if (deadline() == never) return sleeper.sleep();
    if (const auto outcome = sleeper.sleep_until(deadline())) return *outcome;
    if (sleeper.claim(first_timeout_)) return Outcome::done;
    // The deadline lost the race: a partner has claimed us and is
    // completing the operation. We take what it brings.
    return sleeper.sleep();
  }

  std::span<Case*> cases_;
  std::span<std::size_t> order_;      // of the cases that have a channel
  std::span<ChannelMutex*> mutexes_;  // in the order of their addresses
  std::size_t otherwise_ = none;
  std::size_t first_timeout_ = none;
  std::chrono::steady_clock::time_point deadline_ = never;
};

}  // namespace workbook
