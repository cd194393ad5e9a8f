// Assignment: finish park() and unpark() in chapters/02-parking/parker.hpp.
// A Parker holds one permit or none: unpark() gives it, park() waits for it
// and takes it. A sleeping thread costs no processor time, and no wake-up is
// lost.

#include "parker.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Parker;
using namespace std::chrono_literals;

TEST_CASE("park waits until somebody calls unpark", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    bool unparked = false;
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      expect(unparked, "park returns after unpark was called, not before");
    });
    settle();
    unparked = true;
    parker.unpark();
  });
}

TEST_CASE("a permit given before park is not lost", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    parker.unpark();
    parker.park();
  });
}

TEST_CASE("an unpark at the same time as a park wakes it", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto before = steady_clock::now();
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      expect(steady_clock::now() < before + 1h,
             "park returns within the hour: unpark wakes it, not a clock");
    });
    parker.unpark();
  });
}

TEST_CASE("a permit lets one park through and is then gone", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    bool second_permit = false;
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      parker.park();
      expect(second_permit,
             "the second park waits: the first has taken the permit");
    });
    parker.unpark();
    settle();
    second_permit = true;
    parker.unpark();
  });
}

TEST_CASE("a wake-up without a permit does not end a park", "[02][task1]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        bool unparked = false;
        std::jthread sleeper = start("sleeper", [&] {
          parker.park();
          expect(unparked, "park returns after unpark was called, not before");
        });
        settle();
        std::this_thread::yield();  // here the sleeper may be woken
        unparked = true;
        parker.unpark();
      },
      {.spurious_wakeups = true});
}

// A thread that asks again and again takes more steps than these 200 days
// leave it, and is reported as a livelock.
TEST_CASE("a thread that waits does nothing until it is woken", "[02][task1]") {
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        std::jthread sleeper = start("sleeper", [&] { parker.park(); });
        for (int day = 0; day < 200; ++day) {
          std::this_thread::sleep_for(24h);
        }
        parker.unpark();
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}

TEST_CASE("what was done before unpark is seen after park", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    int message = 0;
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      expect_equal(message, 7, "what the waker wrote before it called unpark");
    });
    message = 7;
    parker.unpark();
  });
}
