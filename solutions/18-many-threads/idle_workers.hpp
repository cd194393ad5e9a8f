/// @file
/// Chapter 18: where workers sleep that find nothing to do.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "timer.hpp"

namespace workbook {

/// Workers that sleep until there is something to do.
///
/// The trap is a task that comes between a worker's last look and its sleep.
/// So a worker says first that it is about to sleep, then looks once more, then
/// sleeps; and what brings a task puts it down first, and then asks whether
/// somebody is about to sleep. One of the two sees the other.
class IdleWorkers {
 public:
  /// Says that the calling worker is about to sleep. It must look once more,
  /// and then call stay_awake(), or sleep_until() with what this gives.
  [[nodiscard]] std::size_t about_to_sleep() noexcept {
    ++sleepers_;
    return news_;
  }
  void stay_awake() noexcept { --sleepers_; }

  /// Sleeps until woken, or until `due`; not at all if all were woken since the
  /// caller has `seen` the news. If all `workers` would then sleep with no
  /// timer to wake them, calls `all_asleep` before that, with no lock held.
  template <class AllAsleep>
  void sleep_until(Timer::Time due, std::size_t seen, std::size_t workers,
                   AllAsleep all_asleep) {
    std::unique_lock lock{mutex_};
    const bool for_good = due == Timer::Time::max();
    if (for_good) ++asleep_;
    const auto woken = [&] { return wake_ups_ > 0 || ended_ || news_ != seen; };
    if (for_good && asleep_ == workers && !woken()) {
      lock.unlock();
      all_asleep();
      lock.lock();
    }
    if (for_good) {
      wake_up_.wait(lock, woken);
      --asleep_;
    } else {
      wake_up_.wait_until(lock, due, woken);
    }
    if (wake_ups_ > 0) --wake_ups_;
    --sleepers_;
  }

  /// Wakes a worker, if any sleeps or is about to. To be called when there is
  /// something to do.
  void wake_one() {
    if (sleepers_ == 0) return;
    const std::lock_guard lock{mutex_};
    if (wake_ups_ == sleepers_) return;
    ++wake_ups_;
    wake_up_.notify_one();
  }

  /// Wakes all that sleep or are about to: each looks anew until when.
  void wake_all() {
    if (sleepers_ == 0) return;
    const std::lock_guard lock{mutex_};
    ++news_;
    wake_up_.notify_all();
  }

  /// Wakes all, for good.
  void end() {
    const std::lock_guard lock{mutex_};
    ended_ = true;
    wake_up_.notify_all();
  }

  /// Whether all `workers` sleep with no timer to wake them, and none has been
  /// told to wake. Then it stays so until another thread brings something.
  [[nodiscard]] bool all_sleep(std::size_t workers) const {
    const std::lock_guard lock{mutex_};
    return asleep_ == workers && wake_ups_ == 0;
  }

  [[nodiscard]] bool ended() const {
    const std::lock_guard lock{mutex_};
    return ended_;
  }

 private:
  std::atomic<std::size_t> sleepers_ = 0;  // about to sleep, or asleep
  std::atomic<std::size_t> news_ = 0;      // how often all were woken
  mutable std::mutex mutex_;               // guards what follows
  std::condition_variable wake_up_;
  std::size_t asleep_ = 0;    // with no timer to wake them
  std::size_t wake_ups_ = 0;  // given, and not yet taken
  bool ended_ = false;
};

}  // namespace workbook
