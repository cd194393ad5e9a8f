// Assignment: let park_until() in chapters/02-parking/parker.hpp keep to its
// deadline: not earlier, not later, whatever wakes it meanwhile, and also if
// the deadline is one that never comes.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"
#include "times.hpp"

using explorer::expect;
using explorer::explore;
using explorer::settle;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Parker;
using workbook_tests::never;
using namespace std::chrono_literals;

namespace {

// Waits where nobody gives a permit.
void expect_timeout(Parker& parker, steady_clock::time_point deadline) {
  expect(!parker.park_until(deadline),
         "park_until is false: nobody has given a permit");
  expect(steady_clock::now() >= deadline,
         "park_until returns at its deadline, not before");
}

}  // namespace

TEST_CASE("park_until gives up when its deadline comes first", "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        for (const auto time : {2000us, 1500us, 700us}) {
          expect_timeout(parker, steady_clock::now() + time);
        }
      },
      {.clock_may_wake = true});
  // Neither a float nor a coarser clock can tell these from a round number.
  explore(
      [] {
        Parker parker;
        for (const std::chrono::nanoseconds time :
             {1ns, 999'999ns, 1'000'001ns, 60'000'000'001ns,
              std::chrono::nanoseconds{1h + 100us + 1ns},
              std::chrono::nanoseconds{24h * 3650 + 1ns},
              std::chrono::nanoseconds{24h * 36'500 + 1ns}}) {
          const auto deadline = steady_clock::now() + time;
          expect_timeout(parker, deadline);
          expect(steady_clock::now() < deadline + 10ms,
                 "park_until returns within 10 ms of its deadline");
        }
      },
      {.needs_virtual_time = true});
}

TEST_CASE("a wake-up without a permit does not put the deadline off",
          "[02][task3]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        const auto deadline = steady_clock::now() + 60min;
        std::jthread passer_by = start("passer-by", [] {
          for (int round = 0; round < 7; ++round) {
            std::this_thread::sleep_for(10min);
          }
        });
        expect_timeout(parker, deadline);
        expect(steady_clock::now() < deadline + 1min,
               "park_until returns within a minute of its deadline");
      },
      {.spurious_wakeups = true, .needs_virtual_time = true});
}

TEST_CASE("setting the system clock does not move a deadline", "[02][task3]") {
  for (const auto turn : {-24h, 24h}) {
    explore(
        [turn] {
          Parker parker;
          explorer::name(parker, "parker");
          const auto deadline = steady_clock::now() + 2h;
          std::jthread sleeper = start("sleeper", [&] {
            expect_timeout(parker, deadline);
            expect(steady_clock::now() < deadline + 1h,
                   "park_until returns within an hour of its deadline");
          });
          settle();
          explorer::turn_system_clock(turn);
        },
        {.needs_virtual_time = true});
  }
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
        expect_timeout(parker, deadline);
        expect(steady_clock::now() < deadline + 1h,
               "park_until returns within an hour of its deadline");
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}

TEST_CASE("a deadline that never comes is as good as none", "[02][task3]") {
  const auto wait_until = [](steady_clock::time_point deadline) {
    Parker parker;
    explorer::name(parker, "parker");
    bool unparked = false;
    std::jthread sleeper = start("sleeper", [&] {
      expect(parker.park_until(deadline),
             "park_until is true: its deadline never comes, the permit does");
      expect(unparked, "park_until returns after unpark was called");
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
