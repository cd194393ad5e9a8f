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
/// sleeps; and who brings a task puts it down first, and then asks whether
/// somebody is about to sleep. One of the two sees the other.
class IdleWorkers {
 public:
  /// Says that the calling worker is about to sleep. It must look once more,
  /// and then call sleep_until() or stay_awake().
  void about_to_sleep() noexcept { ++sleepers_; }
  void stay_awake() noexcept { --sleepers_; }

  /// Sleeps until woken, or until `due`. If all `workers` would then sleep with
  /// no timer to wake them, calls `all_asleep` before that, with no lock held.
  template <class AllAsleep>
  void sleep_until(Timer::Time due, std::size_t workers, AllAsleep all_asleep) {
    std::unique_lock lock{mutex_};
    ++asleep_;
    const bool last = asleep_ == workers && wake_ups_ == 0 && !ended_;
    if (last && due == Timer::Time::max()) {
      lock.unlock();
      all_asleep();
      lock.lock();
    }
    const auto woken = [this] { return wake_ups_ > 0 || ended_; };
    if (due == Timer::Time::max()) {
      wake_up_.wait(lock, woken);
    } else {
      wake_up_.wait_until(lock, due, woken);
    }
    if (wake_ups_ > 0) --wake_ups_;
    --asleep_;
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

  /// Wakes all, for good.
  void end() {
    const std::lock_guard lock{mutex_};
    ended_ = true;
    wake_up_.notify_all();
  }

  /// Whether all `workers` sleep, and none has been told to wake.
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
  mutable std::mutex mutex_;               // guards what follows
  std::condition_variable wake_up_;
  std::size_t asleep_ = 0;
  std::size_t wake_ups_ = 0;  // given, and not yet taken
  bool ended_ = false;
};

}  // namespace workbook
