/// @file
/// Chapter 11: a fast Parker (the one of chapter 2 is 02-parking/parker.hpp).
#pragma once

#include <atomic>
#include <chrono>

#include "adaptive_spin.hpp"
#include "cache_line.hpp"
#include "wake_event.hpp"

namespace workbook {

/// Lets one thread wait until another one lets it go on, by one permit, as
/// Java's LockSupport and Rust's thread::park have it. unpark() gives the
/// permit and may come first; park() waits for it and consumes it.
///
/// What a thread did before unpark() is visible after the park() that it ends.
/// The parked thread may destroy the Parker as soon as its park() returns.
///
/// As large as a cache line, and alone in it. Only a thread that sleeps has to
/// be woken, with a system call: unpark() before park() costs two atomic
/// operations. park_until() sleeps at once: often it waits for a clock alone.
class alignas(cache_line) Parker {
 public:
  Parker() = default;
  Parker(const Parker&) = delete;
  Parker& operator=(const Parker&) = delete;

  /// Waits for the permit and consumes it; returns for no other reason.
  /// One thread at a time may wait.
  void park() {
    if (spin_.until([this] { return take(); })) return;
    static_cast<void>(sleep_until(Clock::time_point::max()));
  }

  /// The same, but waits no longer than until `deadline`: false when that
  /// came first. A permit that is there already is taken even after it.
  /// Any time point will do; time_point::max() never comes.
  bool park_until(std::chrono::steady_clock::time_point deadline) {
    return take() || sleep_until(deadline);
  }

  /// Gives the permit; a second one is not kept. Never waits for long.
  void unpark() {
    // Our last access: from now on the sleeper may return, and be gone. Its
    // event is not. Releases, for take(), what this thread has done; acquires
    // the event that the sleeper has put there.
    WakeEvent* const found =
        state_.exchange(permit(), std::memory_order_acq_rel);
    if (found != nobody && found != permit()) found->wake();
  }

 private:
  using Clock = std::chrono::steady_clock;

  // state_ is: nobody      nobody waits, no permit
  //            permit()    a permit, and nobody waits for it
  //            else        whose event it is waits for the permit
  static constexpr WakeEvent* nobody = nullptr;
  static WakeEvent* permit() noexcept {
    static WakeEvent given;
    return &given;
  }

  bool sleep_until(Clock::time_point deadline) {
    WakeEvent& event = event_of_this_thread();
    WakeEvent* found = nobody;
    if (state_.compare_exchange_strong(found, &event, std::memory_order_release,
                                       std::memory_order_relaxed)) {
      // A wake() that was meant for the event's last use may be late: look
      // again. If it was ours, it has shown us the permit.
      while (event.sleep_until(deadline) && !has_permit()) continue;
    }
    return consume();
  }

  bool take() { return has_permit() && consume(); }

  // Only a hint, so it need not be ordered: consume() is what counts.
  [[nodiscard]] bool has_permit() const {
    return state_.load(std::memory_order_relaxed) == permit();
  }

  // An exchange, and not a store: by now it may be another thread's permit,
  // and what that one did before has to be visible too. Acquires what every
  // unpark() since the last one has released.
  bool consume() {
    return state_.exchange(nobody, std::memory_order_acquire) == permit();
  }

  inline static AdaptiveSpin spin_;
  std::atomic<WakeEvent*> state_{nobody};
};

}  // namespace workbook
