/// @file
/// Chapter 15: how a select goes about it, in three passes (chapters 6 and 7,
/// and now it is a thread that sleeps).
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <random>
#include <span>

#include "blocking.hpp"
#include "case.hpp"
#include "channel_mutex.hpp"
#include "sleeper.hpp"

namespace workbook {

/// Holds every mutex of a set, each once. They are locked in the order of
/// their addresses, so that two selects over the same channels cannot
/// deadlock.
class LockedAll {
 public:
  /// `mutexes` may contain a mutex twice; it is reordered.
  explicit LockedAll(std::span<ChannelMutex*> mutexes) {
    std::sort(mutexes.begin(), mutexes.end(), std::less<>{});
    const auto last = std::unique(mutexes.begin(), mutexes.end());
    mutexes_ = {mutexes.begin(), last};
    for (ChannelMutex* mutex : mutexes_) mutex->lock();
  }
  LockedAll(const LockedAll&) = delete;
  LockedAll& operator=(const LockedAll&) = delete;
  ~LockedAll() {
    for (ChannelMutex* mutex : mutexes_) mutex->unlock();
  }

 private:
  std::span<ChannelMutex*> mutexes_;
};

/// One run of select() over its cases. Lives on the selecting thread's stack.
class Selection {
 public:
  /// `order` and `mutexes` are room for as many entries as there are cases.
  Selection(std::span<Case*> cases, std::span<std::size_t> order,
            std::span<ChannelMutex*> mutexes)
      : cases_(cases) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (cases[i]->mutex()) order[count++] = i;
      if (cases[i]->is_otherwise()) otherwise_ = i;
      if (deadline_of(i) < deadline_of(first_timeout_)) first_timeout_ = i;
    }
    // A case without a channel is neither polled nor joined.
    order_ = order.first(count);
    mutexes_ = mutexes.first(count);
  }

  /// Runs exactly one case and returns its index.
  std::size_t run() {
    if (otherwise_ == none) refuse_in_task("select", "async_select");
    for (;;) {
      SleepingThread sleeper;
      const std::size_t ready = poll_or_join(sleeper);
      if (ready != none) return finish(ready, Outcome::done);

      const Outcome outcome = sleep(sleeper);
      const bool again = outcome == Outcome::again;
      leave_all_but(again ? none : sleeper.winner());
      if (!again) return finish(sleeper.winner(), outcome);
    }
  }

 private:
  static constexpr std::size_t none = Sleeper::nobody;

  std::span<ChannelMutex*> mutexes() {
    std::ranges::transform(order_, mutexes_.begin(),
                           [this](auto i) { return cases_[i]->mutex(); });
    return mutexes_;
  }

  [[nodiscard]] std::chrono::steady_clock::time_point deadline_of(
      std::size_t index) const {
    return index == none ? never : cases_[index]->deadline();
  }

  // Pass 1 completes a case that can proceed at this instant, and says which.
  // If none can, it is `otherwise`; if there is none of that either, pass 2
  // stands in every line. Both happen while all channels are locked: nothing
  // can become ready in between and be missed.
  std::size_t poll_or_join(Sleeper& sleeper) {
    Sleeper* partner = nullptr;
    std::size_t ready = none;
    {
      const LockedAll locked{mutexes()};
      ready = poll_all(partner);
      if (ready == none) ready = otherwise_;
      if (ready == none) join_all(sleeper);
    }
    if (partner) partner->wake(Outcome::done);
    return ready;
  }

  // In random order: of the cases that can proceed, each is the first one
  // with the same chance, however many cannot.
  std::size_t poll_all(Sleeper*& partner) {
    thread_local std::minstd_rand random{std::random_device{}()};
    std::shuffle(order_.begin(), order_.end(), random);
    for (const std::size_t i : order_) {
      if (cases_[i]->poll(partner)) return i;
    }
    return none;
  }

  void join_all(Sleeper& sleeper) {
    for (const std::size_t i : order_) cases_[i]->join(sleeper, i);
  }

  Outcome sleep(SleepingThread& sleeper) const {
    const auto deadline = deadline_of(first_timeout_);
    if (deadline == never) return sleeper.sleep();
    if (const auto outcome = sleeper.sleep_until(deadline)) return *outcome;
    if (sleeper.claim(first_timeout_)) return Outcome::done;
    // The deadline lost the race: a partner has claimed us and is
    // completing the operation. We take what it brings.
    return sleeper.sleep();
  }

  // Pass 3. The thread that claimed `winner` took it out of its line. Its
  // channel is not touched again, for our partner may destroy it by now.
  void leave_all_but(std::size_t winner) {
    for (const std::size_t i : order_) {
      if (i == winner) continue;
      const std::lock_guard lock{*cases_[i]->mutex()};
      cases_[i]->leave();
    }
  }

  std::size_t finish(std::size_t index, Outcome outcome) {
    cases_[index]->finish(outcome);
    return index;
  }

  std::span<Case*> cases_;
  std::span<std::size_t> order_;
  std::span<ChannelMutex*> mutexes_;
  std::size_t otherwise_ = none;
  std::size_t first_timeout_ = none;
};

}  // namespace workbook
