/// @file
/// A right answer of another design: a Parker is one atomic permit, and all
/// sleepers of the program wait in one place, as in an operating system.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace workbook {

/// One permit, for which one thread waits.
class Parker {
 public:
  Parker() = default;
  Parker(const Parker&) = delete;
  Parker& operator=(const Parker&) = delete;

  void park() {
    if (take()) return;
    std::unique_lock lock{meeting_place};
    somebody_may_go_on.wait(lock, [this] { return take(); });
  }

  bool park_until(std::chrono::steady_clock::time_point deadline) {
    if (take()) return true;
    std::unique_lock lock{meeting_place};
    return somebody_may_go_on.wait_until(lock, deadline,
                                         [this] { return take(); });
  }

  void unpark() {
    {
      std::lock_guard lock{meeting_place};
      permit_.store(true);
    }
    // The sleeper may be gone, and this Parker with it; what all sleepers
    // share is still there. They all wake, and all but one sleep again.
    somebody_may_go_on.notify_all();
  }

 private:
  bool take() { return permit_.exchange(false); }

  // Permits are given, and looked at before a sleep, under meeting_place.
  inline static std::mutex meeting_place;
  inline static std::condition_variable somebody_may_go_on;
  std::atomic<bool> permit_{false};
};

}  // namespace workbook
