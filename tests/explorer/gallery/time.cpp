// Virtual time.

#include <semaphore.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "gallery/gallery.hpp"

using namespace gallery;
using Steady = std::chrono::steady_clock;

namespace {

constexpr Options with_deadlines{.clock_may_wake = true};

}  // namespace

// A relaxed load may be late, but not by so much.
TEST_CASE("what was stored is seen once time has passed", "[gallery]") {
  const Report report = run(
      [] {
        std::atomic<bool> stopped{false};
        std::jthread client{[&] {
          std::this_thread::sleep_for(2ms);
          expect(stopped.load(std::memory_order_relaxed), "a stop is seen");
        }};
        std::this_thread::sleep_for(1ms);
        stopped.store(true, std::memory_order_relaxed);
      },
      with_deadlines);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("hours pass at once, and exactly", "[gallery]") {
  const Report report = run(
      [] {
        const auto start = Steady::now();
        std::this_thread::sleep_for(10h);
        expect(Steady::now() - start == 10h, "ten hours, no more");
        std::this_thread::sleep_until(start + 11h);
        expect(Steady::now() - start == 11h, "eleven hours, no more");

        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock lock{mutex};
        const auto status = never.wait_for(lock, 500ms);
        expect(status == std::cv_status::timeout, "a deadline");
        expect(Steady::now() - start == 11h + 500ms, "half a second, no more");
      },
      with_deadlines);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.exhausted);
}

TEST_CASE("the calendar goes with it", "[gallery]") {
  CHECK(run(
            [] {
              const auto start = std::chrono::system_clock::now();
              std::this_thread::sleep_until(start + 24h);
              expect(std::chrono::system_clock::now() - start == 24h, "a day");
            },
            with_deadlines)
            .verdict == Verdict::passed);
}

TEST_CASE("a wait by the system clock is longer when it is set back",
          "[gallery]") {
  const auto wait = [](auto deadline) {
    return [deadline] {
      const auto start = Steady::now();
      const auto until = deadline();
      std::jthread sleeper{[&] {
        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock lock{mutex};
        while (never.wait_until(lock, until) != std::cv_status::timeout) {
        }
        expect(Steady::now() - start == 2h, "two hours");
      }};
      explorer::settle();
      explorer::turn_system_clock(-1h);
    };
  };
  CHECK(run(wait([] { return Steady::now() + 2h; }), with_deadlines).verdict ==
        Verdict::passed);
  const Report report =
      run(wait([] { return std::chrono::system_clock::now() + 2h; }),
          with_deadlines);
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("set system clock back 1 h") != std::string::npos);
}

TEST_CASE("a deadline at the end of time is never", "[gallery]") {
  const Report report = run(
      [] {
        std::mutex mutex;
        std::condition_variable changed;
        bool ready = false;
        std::jthread other{[&] {
          std::this_thread::sleep_for(24h * 365);
          const std::lock_guard lock{mutex};
          ready = true;
          changed.notify_one();
        }};
        std::unique_lock lock{mutex};
        const bool in_time = changed.wait_until(lock, Steady::time_point::max(),
                                                [&] { return ready; });
        expect(in_time, "no deadline");
      },
      with_deadlines);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

// What the library makes of the end of time for std::counting_semaphore.
TEST_CASE("a deadline that has overflown is never", "[gallery]") {
  const Report report = run(
      [] {
        sem_t permit;
        ::sem_init(&permit, 0, 0);
        std::jthread other{[&] {
          std::this_thread::sleep_for(24h * 365);
          ::sem_post(&permit);
        }};
        const timespec overflown{.tv_sec = -7'000'000'000, .tv_nsec = 0};
        expect(::sem_timedwait(&permit, &overflown) == 0, "no deadline");
        other.join();
        ::sem_destroy(&permit);
      },
      with_deadlines);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("a deadline that has passed does not wait", "[gallery]") {
  CHECK(run([] {
          std::mutex mutex;
          std::condition_variable never;
          std::unique_lock lock{mutex};
          expect(never.wait_until(lock, Steady::time_point::min()) ==
                     std::cv_status::timeout,
                 "a deadline");
        }).verdict == Verdict::passed);
}

TEST_CASE("a deadline that has passed is not waited for", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable changed;
    bool ready = false;
    std::jthread late{[&] {
      std::unique_lock lock{mutex};
      const auto now = Steady::now();
      expect(!changed.wait_until(lock, now, [&] { return ready; }),
             "the deadline first");
    }};
    explorer::settle();
    const std::lock_guard lock{mutex};
    ready = true;
    changed.notify_one();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("a bounded spin does not take years", "[gallery]") {
  const Report report = run([] {
    std::atomic<bool> ready{false};
    const auto start = Steady::now();
    for (int i = 0; i < 200 && !ready; ++i) std::this_thread::yield();
    expect(Steady::now() - start < 1s, "less than a second");
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("deadlines pass in their order", "[gallery]") {
  const Report report = run(
      [] {
        std::mutex mutex;
        std::vector<int> order;
        {
          const auto sleep = [&](int seconds) {
            std::this_thread::sleep_for(std::chrono::seconds{seconds});
            const std::lock_guard lock{mutex};
            order.push_back(seconds);
          };
          std::jthread late{[&] { sleep(2); }};
          std::jthread early{[&] { sleep(1); }};
        }
        expect(order == std::vector{1, 2}, "the earlier one first");
      },
      with_deadlines);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("looks at the clock again and again come to the deadline",
          "[gallery]") {
  CHECK(run(
            [] {
              const auto deadline = Steady::now() + 1h;
              while (Steady::now() < deadline) std::this_thread::yield();
            },
            {.schedules = 100, .clock_may_wake = true})
            .verdict == Verdict::passed);
  CHECK(run(
            [] {
              const auto deadline = Steady::now() + 1h;
              while (Steady::now() < deadline) continue;
            },
            {.schedules = 100, .clock_may_wake = true})
            .verdict == Verdict::passed);
}

TEST_CASE("a thread that ticks", "[gallery]") {
  CHECK(run(
            [] {
              std::mutex mutex;
              std::condition_variable ticked;
              int ticks = 0;
              std::jthread clock{[&](const std::stop_token& stop) {
                while (!stop.stop_requested()) {
                  std::this_thread::sleep_for(1s);
                  const std::lock_guard lock{mutex};
                  ++ticks;
                  ticked.notify_one();
                }
              }};
              std::unique_lock lock{mutex};
              ticked.wait(lock, [&] { return ticks >= 3; });
            },
            with_deadlines)
            .verdict == Verdict::passed);
}
