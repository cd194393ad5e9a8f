/// @file
/// Chapter 11: a fast Parker (the one of chapter 2 is 02-parking/parker.hpp).
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "bed.hpp"

namespace workbook {

/// Lets one thread wait until another one lets it go on, by one permit, as
/// Java's LockSupport and Rust's thread::park have it. unpark() gives the
/// permit and may come first; park() waits for it and consumes it.
///
/// What a thread did before unpark() is visible after the park() that it ends.
/// The parked thread may destroy the Parker as soon as its park() returns.
///
/// As large as a pointer. Only who sleeps has to be woken, with a system call:
/// unpark() before park() costs two atomic operations.
class Parker {
 public:
  Parker() = default;
  Parker(const Parker&) = delete;
  Parker& operator=(const Parker&) = delete;

  /// Waits for the permit and consumes it; returns for no other reason.
  /// One thread at a time may wait.
  void park() {
    static_cast<void>(park_until(std::chrono::steady_clock::time_point::max()));
  }

  /// The same, but waits no longer than until `deadline`: false when that
  /// came first. A permit that is there already is taken even after it.
  bool park_until(std::chrono::steady_clock::time_point deadline) {
    if (comes_soon()) return true;
    Bed& bed = Dormitory::my_bed();
    Bed* found = nobody;
    if (state_.compare_exchange_strong(found, &bed)) {
      // Somebody who is late may wake us for the bed's last use: look again.
      while (bed.sleep_until(deadline) && state_ != permit()) continue;
    }
    return state_.exchange(nobody) == permit();
  }

  /// Gives the permit; a second one is not kept. Never waits.
  void unpark() {
    // Our last access: from now on the sleeper may return, and be gone. Its
    // bed is not.
    Bed* const found = state_.exchange(permit());
    if (found != nobody && found != permit()) found->wake();
  }

 private:
  // state_ is: nobody      nobody waits, no permit
  //            permit()    a permit, and nobody waits for it
  //            else        whose bed it is waits for the permit
  static constexpr Bed* nobody = nullptr;
  static Bed* permit() noexcept {
    static Bed nobodys;
    return &nobodys;
  }

  // Whoever only looks keeps the others from the processor. So the more look at
  // a time, the fewer looks each newcomer has, and who would get too few sleeps
  // at once.
  bool comes_soon() {
    constexpr int most_looks = 100;
    constexpr int too_few = 3;
    const int looks = most_looks / ++lookers_;
    const bool came = looks > too_few && look(looks);
    --lookers_;
    return came;
  }

  // Lets others run between two looks: among them may be the one that gives
  // the permit.
  bool look(int times) {
    for (; times > 0; --times) {
      if (state_ == permit()) {
        state_ = nobody;
        return true;
      }
      std::this_thread::yield();
    }
    return false;
  }

  inline static std::atomic<int> lookers_{0};
  std::atomic<Bed*> state_{nobody};
};

}  // namespace workbook
