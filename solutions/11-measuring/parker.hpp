/// @file
/// Chapter 11: a fast Parker (the one of chapter 2 is 02-parking/parker.hpp).
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "bed.hpp"
#include "cache_line.hpp"
#include "pause.hpp"

namespace workbook {

/// Lets one thread wait until another one lets it go on, by one permit, as
/// Java's LockSupport and Rust's thread::park have it. unpark() gives the
/// permit and may come first; park() waits for it and consumes it.
///
/// What a thread did before unpark() is visible after the park() that it ends.
/// The parked thread may destroy the Parker as soon as its park() returns.
///
/// As large as a cache line, and alone in it. Only who sleeps has to be woken,
/// with a system call: unpark() before park() costs two atomic operations.
class alignas(cache_line) Parker {
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
  // a time, the fewer looks each newcomer has.
  bool comes_soon() {
    constexpr int most_looks = 100;
    constexpr int few = 8;
    constexpr int too_few = 3;
    if (wants_another_core()) return false;
    const int lookers = ++lookers_;
    const int looks = most_looks / lookers;
    const bool came = lookers <= few    ? comes_to_few(looks)
                      : looks > too_few ? look(looks)
                                        : comes_in_a_crowd();
    --lookers_;
    return came;
  }

  bool comes_to_few(int looks) {
    if (comes_at_once()) return true;
    if (!look(looks)) return false;
    ++on_one_core_;
    return true;
  }

  // Who had to be let run first is on our core, most likely, while another may
  // be idle. The system chooses a core anew only for a thread that wakes up: so
  // now and then we sleep.
  static bool wants_another_core() {
    constexpr int often = 32;
    if (on_one_core_ < often) return false;
    on_one_core_ = 0;
    return true;
  }

  // Whoever runs on the other core answers sooner than another thread could be
  // let run: this takes a good microsecond.
  bool comes_at_once() {
    constexpr int looks = 12;
    for (int i = 0; i < looks; ++i) {
      if (take()) return true;
      back_off();
    }
    return false;
  }

  // A crowd does best if all of it sleeps or, where nobody ever rests, if all
  // of it looks. So it goes by its luck, which is tried now and then: one
  // failure takes back what eight successes earned.
  bool comes_in_a_crowd() {
    constexpr int looks = 5;
    constexpr int now_and_then = 128;
    if (luck_ == 0 && ++passed_by_ % now_and_then != 0) return false;
    const bool came = look(looks);
    luck_ = came ? std::min(luck_ + 1, 64) : std::max(luck_ - 8, 0);
    return came;
  }

  // Lets others run between two looks: among them may be the one that gives
  // the permit.
  bool look(int times) {
    for (; times > 0; --times) {
      if (take()) return true;
      std::this_thread::yield();
    }
    return false;
  }

  // An exchange, and not a store: by now it may be another thread's permit,
  // and what that one did before has to be visible too.
  bool take() {
    return state_ == permit() && state_.exchange(nobody) == permit();
  }

  inline static thread_local int on_one_core_ = 0;  // since we slept for it
  inline static std::atomic<int> lookers_{0};
  inline static std::atomic<int> luck_{0};  // an estimate: updates may be lost
  inline static std::atomic<unsigned> passed_by_{0};
  std::atomic<Bed*> state_{nobody};
};

}  // namespace workbook
