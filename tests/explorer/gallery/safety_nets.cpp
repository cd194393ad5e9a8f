// Deadlines under a wake-up that was lost.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <semaphore>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;
using Steady = std::chrono::steady_clock;

namespace {

/// Notifies before the other waits, perhaps, and sets nothing.
template <class Wait>
Report lost_wake_up(Wait wait) {
  return run(
      [&] {
        std::mutex mutex;
        std::condition_variable changed;
        bool ready = false;
        std::jthread reader = explorer::start("reader", [&] {
          std::unique_lock lock{mutex};
          if (ready) return;
          lock.unlock();
          lock.lock();
          wait(changed, lock);
          expect(ready, "it is set before anybody is notified");
        });
        {
          const std::lock_guard lock{mutex};
          ready = true;
        }
        changed.notify_one();
      },
      {.clock_may_wake = false});
}

}  // namespace

TEST_CASE("wrong: a lost wake-up is found by a clock", "[gallery]") {
  const Report report = lost_wake_up(
      [](auto& changed, auto& lock) { changed.wait_for(lock, 1min); });
  INFO(report.text);
  CHECK(report.verdict == Verdict::only_a_clock);
  CHECK(report.sentence.starts_with(
      "nothing but a clock woke reader (safety_nets.cpp:"));
  CHECK(report.text.find("wait C1") != std::string::npos);
}

TEST_CASE("wrong: a day is slept through", "[gallery]") {
  const Report report =
      lost_wake_up([](auto&, auto&) { std::this_thread::sleep_for(24h); });
  INFO(report.text);
  CHECK(report.verdict == Verdict::only_a_clock);
}

TEST_CASE("wrong: a clock is watched until it is late", "[gallery]") {
  const Report report = lost_wake_up([](auto&, auto&) {
    const auto deadline = Steady::now() + 1min;
    while (Steady::now() < deadline) std::this_thread::yield();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::only_a_clock);
}

TEST_CASE("right: a body sleeps, and nobody said that it may not",
          "[gallery]") {
  must_pass([] { std::this_thread::sleep_for(10ms); });
}

TEST_CASE("right: a pause between two tries", "[gallery]") {
  must_pass(
      [] {
        std::binary_semaphore permit{1};
        const auto work = [&] {
          while (!permit.try_acquire()) std::this_thread::sleep_for(100us);
          permit.release();
        };
        std::jthread one{work};
        std::jthread other{work};
      },
      {.clock_may_wake = false});
}

TEST_CASE("right: a deadline that did not have to come", "[gallery]") {
  must_pass(
      [] {
        std::timed_mutex mutex;
        const auto work = [&] {
          expect(mutex.try_lock_for(1h), "nobody keeps it");
          mutex.unlock();
        };
        std::jthread one{work};
        std::jthread other{work};
      },
      {.clock_may_wake = false});
}
