// Assignment: finish park_until() in chapters/02-parking/parker.hpp.
// It waits for the permit as park() does, but not beyond a point in time, and
// says whether it took a permit. A permit that comes too late for it is kept
// for the next park.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Parker;
using namespace std::chrono_literals;

namespace {

constexpr auto never = steady_clock::time_point::max();
constexpr auto long_ago = steady_clock::time_point::min();

}  // namespace

TEST_CASE("park_until gives up when its deadline comes first", "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    for (const auto time : {2000us, 1500us, 700us}) {
      const auto deadline = steady_clock::now() + time;
      expect(!parker.park_until(deadline), "nobody has given a permit");
      expect(steady_clock::now() >= deadline, "and it has waited for one");
    }
  });
  explore(
      [] {
        Parker parker;
        const auto in_ten_years = steady_clock::now() + 24h * 3650;
        expect(!parker.park_until(in_ten_years), "nobody has given a permit");
        expect(steady_clock::now() >= in_ten_years, "and it has waited");
      },
      {.needs_virtual_time = true});
}

TEST_CASE("park_until takes a permit that comes in time", "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto before = steady_clock::now();
        std::jthread sleeper = start("sleeper", [&] {
          expect(parker.park_until(before + 24h), "the permit came in time");
          expect(steady_clock::now() < before + 1h, "it did not wait longer");
          expect(!parker.park_until(before + 25h), "the permit is taken");
        });
        settle();
        parker.unpark();
      },
      {.needs_virtual_time = true});
}

TEST_CASE("an unpark at the same time as a park_until wakes it",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto before = steady_clock::now();
    std::jthread sleeper = start("sleeper", [&] {
      expect(parker.park_until(never), "the permit came first");
      expect(steady_clock::now() < before + 1h, "unpark woke it, not a clock");
    });
    parker.unpark();
  });
}

TEST_CASE("park_until takes a permit that is there already", "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    parker.unpark();
    expect(parker.park_until(steady_clock::now() + 24h), "it was there");
    expect(!parker.park_until(steady_clock::now() + 1ms),
           "the first park_until has taken the permit");
  });
}

TEST_CASE("a permit that is there is taken even after the deadline",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    parker.unpark();
    expect(parker.park_until(steady_clock::now() - 1h), "it was there");
    expect(!parker.park_until(steady_clock::now() - 1h),
           "the first park_until has taken the permit");
    parker.unpark();
    expect(parker.park_until(long_ago), "it was there");
    expect(!parker.park_until(long_ago), "the permit is taken");
  });
}

TEST_CASE("a permit that comes too late is kept for the next park",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    expect(!parker.park_until(steady_clock::now() + 1ms), "none was given");
    parker.unpark();
    parker.park();
    parker.unpark();
    expect(parker.park_until(steady_clock::now() + 24h), "none was lost");
  });
}

TEST_CASE("a permit that races the deadline is taken or kept, never lost",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 1ms;
        std::jthread waker = start("waker", [&] {
          std::this_thread::sleep_until(deadline);
          parker.unpark();
        });
        if (!parker.park_until(deadline)) parker.park();
        expect(!parker.park_until(deadline), "one unpark is one permit");
      },
      {.deadlines_race = true});
}

TEST_CASE("a wake-up without a permit does not end a park_until",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 24h;
        bool unparked = false;
        std::jthread sleeper = start("sleeper", [&] {
          expect(parker.park_until(deadline), "the permit came in time");
          expect(unparked, "so somebody has called unpark");
        });
        settle();
        std::this_thread::yield();  // here the sleeper may be woken
        unparked = true;
        parker.unpark();
      },
      {.spurious_wakeups = true, .needs_virtual_time = true});
}

TEST_CASE("a wake-up without a permit does not put the deadline off",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 60min;
        std::jthread passer_by = start("passer-by", [] {
          for (int minute = 0; minute < 70; ++minute) {
            std::this_thread::sleep_for(1min);
          }
        });
        expect(!parker.park_until(deadline), "nobody has given a permit");
        const auto now = steady_clock::now();
        expect(now >= deadline, "it has waited for the deadline");
        expect(now < deadline + 1min, "and not much longer");
      },
      {.spurious_wakeups = true, .needs_virtual_time = true});
}

TEST_CASE("a thread that waits for a deadline does nothing meanwhile",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 24h * 200;
        std::jthread passer_by = start("passer-by", [] {
          for (int day = 0; day < 200; ++day) {
            std::this_thread::sleep_for(24h);
          }
        });
        expect(!parker.park_until(deadline), "nobody has given a permit");
        expect(steady_clock::now() < deadline + 1h, "it ends on time");
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}

TEST_CASE("a deadline that never comes is as good as none", "[02][task3]") {
  const auto wait_until = [](steady_clock::time_point deadline) {
    Parker parker;
    explorer::name(parker, "parker");
    bool unparked = false;
    std::jthread sleeper = start("sleeper", [&] {
      expect(parker.park_until(deadline), "the permit came first");
      expect(unparked, "so somebody has called unpark");
    });
    settle();
    unparked = true;
    parker.unpark();
  };
  explore([&] { wait_until(never); },
          {.deadlines_race = true, .clock_ticks = true});
  explore([&] { wait_until(never - 1ns); }, {.clock_ticks = true});
  explore([&] { wait_until(never - 24h); }, {.clock_ticks = true});
}

TEST_CASE("what was done before unpark is seen after park_until",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    int message = 0;
    std::jthread sleeper = start("sleeper", [&] {
      expect(parker.park_until(never), "the permit came first");
      expect_equal(message, 7, "the waker wrote it before it called unpark");
    });
    message = 7;
    parker.unpark();
  });
}

TEST_CASE("two permits that become one bring what both wakers did",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    // What passes by these orders nothing: the messages have to come by the
    // permit alone.
    std::atomic<bool> parked{false};
    std::atomic<int> permits{0};
    const auto once_set = [](const auto& flag) {
      while (!flag.load(std::memory_order_relaxed)) std::this_thread::yield();
      return flag.load(std::memory_order_relaxed);
    };
    int first_message = 0;
    int second_message = 0;
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      parked.store(true, std::memory_order_relaxed);
      if (once_set(permits) == 2) return;
      expect_equal(first_message, 7, "the first waker has called unpark");
      expect_equal(second_message, 8, "the second waker has called unpark");
    });
    {
      std::jthread first = start("first waker", [&] {
        first_message = 7;
        parker.unpark();
      });
      std::jthread second = start("second waker", [&] {
        second_message = 8;
        parker.unpark();
      });
      once_set(parked);
    }
    const bool another = parker.park_until(steady_clock::now());
    permits.store(another ? 2 : 1, std::memory_order_relaxed);
  });
}

TEST_CASE("a wake-up that comes late does not end the next park",
          "[02][task3]") {
  explore(
      [] {
        Parker first;
        Parker second;
        explorer::name(first, "first");
        explorer::name(second, "second");
        const auto deadline = steady_clock::now() + 1ms;
        std::jthread waker = start("waker", [&] {
          std::this_thread::sleep_until(deadline);
          first.unpark();
        });
        bool unparked = false;
        std::jthread sleeper = start("sleeper", [&] {
          // Returns in time perhaps, while the waker is still in unpark().
          static_cast<void>(first.park_until(deadline));
          second.park();
          expect(unparked, "the permit was the first parker's");
        });
        std::this_thread::sleep_until(deadline + 1h);
        unparked = true;
        second.unpark();
      },
      {.needs_virtual_time = true});
}

TEST_CASE("the sleeper may end the parker as soon as park_until is true",
          "[02][task3]") {
  const auto body = [](std::chrono::milliseconds wait) {
    auto parker = std::make_unique<Parker>();
    explorer::name(*parker, "parker");
    std::jthread waker =
        start("waker", [&their_parker = *parker] { their_parker.unpark(); });
    const auto deadline = steady_clock::now() + wait;
    if (!parker->park_until(deadline)) parker->park();
    parker.reset();
  };
  explore([&] { body(24h); }, {.spurious_wakeups = true});
  explore([&] { body(1ms); }, {.deadlines_race = true});
  explore([&] { body(-1h); });
}

TEST_CASE("the sleeper's thread may end as soon as park_until returns",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 1ms;
        const std::jthread waker = start("waker", [&] {
          std::this_thread::sleep_until(deadline);
          parker.unpark();
        });
        const std::jthread sleeper = start("sleeper", [&] {
          // In time or not: the waker may be in unpark() still.
          static_cast<void>(parker.park_until(deadline));
        });
      },
      {.deadlines_race = true});
}
