// Assignment: finish park_until() in chapters/02-parking/parker.hpp.
// It waits for the permit as park() does, but not beyond a point in time, and
// says whether it took a permit. A permit that comes too late for it is kept
// for the next park.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"
#include "times.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Parker;
using workbook_tests::long_ago;
using workbook_tests::never;
using namespace std::chrono_literals;

TEST_CASE("park_until takes a permit that comes in time", "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto before = steady_clock::now();
        std::jthread sleeper = start("sleeper", [&] {
          expect(parker.park_until(before + 24h),
                 "park_until is true: the permit came in time");
          expect(steady_clock::now() < before + 1h,
                 "park_until returns when the permit comes, not a day later");
          expect(!parker.park_until(before + 25h),
                 "the second park_until is false: the permit is taken");
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
      expect(parker.park_until(never), "park_until is true: the permit came");
      expect(
          steady_clock::now() < before + 1h,
          "park_until returns within the hour: unpark wakes it, not a clock");
    });
    parker.unpark();
  });
}

TEST_CASE("park_until takes a permit that is there already", "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        parker.unpark();
        expect(parker.park_until(steady_clock::now() + 24h),
               "park_until is true: the permit is there");
        expect(!parker.park_until(steady_clock::now() + 1ms),
               "the second park_until is false: the permit is taken");
      },
      {.clock_may_wake = true});
}

TEST_CASE("a permit that is there is taken even after the deadline",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto an_hour_ago = steady_clock::now() - 1h;
    for (const auto deadline :
         {an_hour_ago, steady_clock::time_point{}, long_ago}) {
      parker.unpark();
      expect(parker.park_until(deadline),
             "park_until is true: the permit is there, late as it is");
      expect(!parker.park_until(deadline),
             "the second park_until is false: the permit is taken");
    }
  });
}

TEST_CASE("a permit that comes too late is kept for the next park",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        expect(!parker.park_until(steady_clock::now() + 1ms),
               "park_until is false: nobody has given a permit");
        parker.unpark();
        parker.park();
        parker.unpark();
        expect(parker.park_until(steady_clock::now() + 24h),
               "park_until is true: a permit was given after the park");
      },
      {.clock_may_wake = true});
  // However often nobody came in time.
  explore(
      [] {
        Parker parker;
        for (int time = 0; time < 300; ++time) {
          expect(!parker.park_until(steady_clock::now() + 1ms),
                 "park_until is false: nobody has given a permit");
        }
        parker.unpark();
        parker.park();
        expect(!parker.park_until(steady_clock::now() + 1ms),
               "park_until is false: the park has taken the permit");
      },
      {.clock_may_wake = true, .max_steps = 1'000'000});
}

TEST_CASE("a permit that races the deadline is taken or kept, never lost",
          "[02][task3]") {
  const auto race = [] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto deadline = steady_clock::now() + 1ms;
    std::jthread waker = start("waker", [&] {
      std::this_thread::sleep_until(deadline);
      parker.unpark();
    });
    if (!parker.park_until(deadline)) parker.park();
    expect(!parker.park_until(deadline),
           "the next park_until is false: one unpark is one permit");
  };
  explore(race, {.deadlines_race = true});
  explore(race,
          {.schedules = 500, .spurious_wakeups = true, .deadlines_race = true});
}

TEST_CASE("of two permits that race the deadline at most one is kept",
          "[02][task3]") {
  const auto race = [] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto deadline = steady_clock::now() + 1ms;
    const auto waker = [&](const char* role) {
      explorer::name_thread(role);
      parker.unpark();
    };
    bool taken = false;
    {
      std::jthread first{waker, "first waker"};
      std::jthread second{waker, "second waker"};
      taken = parker.park_until(deadline);
    }
    const bool kept = parker.park_until(long_ago);
    expect(taken || kept, "a permit was given: it is taken or kept");
    expect(!parker.park_until(long_ago),
           "there is no third permit: two unparks give two at most, and none "
           "is left after two were taken");
    if (!taken) return;
    parker.unpark();
    expect(parker.park_until(long_ago), "a permit given later is taken");
    expect(!parker.park_until(long_ago), "and taken once");
  };
  explore(race, {.deadlines_race = true});
  explore(race,
          {.schedules = 500, .spurious_wakeups = true, .deadlines_race = true});
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
          expect(parker.park_until(deadline),
                 "park_until is true: the permit came in time");
          expect(unparked,
                 "park_until returns after unpark was called, not before");
        });
        settle();
        std::this_thread::yield();  // here the sleeper may be woken
        unparked = true;
        parker.unpark();
      },
      {.spurious_wakeups = true, .needs_virtual_time = true});
}

TEST_CASE("what was done before unpark is seen after park_until",
          "[02][task3]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    int message = 0;
    std::jthread sleeper = start("sleeper", [&] {
      expect(parker.park_until(never), "park_until is true: the permit came");
      expect_equal(message, 7, "what the waker wrote before it called unpark");
    });
    message = 7;
    parker.unpark();
  });
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
