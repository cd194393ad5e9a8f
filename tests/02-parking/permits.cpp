// Assignment: see that park() and unpark() in chapters/02-parking/parker.hpp
// keep to one permit, however often they are called, by however many threads.

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Parker;

namespace {

/// For a parker that unpark() was called for, once or more often.
void expect_one_permit(Parker& parker) {
  parker.park();
  bool another_permit = false;
  std::jthread sleeper = start("sleeper", [&] {
    parker.park();
    expect(another_permit,
           "the second park waits: several permits at once are one");
  });
  settle();
  another_permit = true;
  parker.unpark();
}

}  // namespace

TEST_CASE("a second permit is not kept", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    parker.unpark();
    parker.unpark();
    expect_one_permit(parker);
  });
}

TEST_CASE("however often unpark is called, it gives one permit",
          "[02][task1]") {
  // Around the numbers at which a count of 8 or of 16 bits begins again.
  for (const int times : {127, 128, 255, 256, 257, 65'535, 65'536}) {
    explore(
        [times] {
          Parker parker;
          explorer::name(parker, "parker");
          for (int i = 0; i < times; ++i) parker.unpark();
          expect_one_permit(parker);
        },
        {.schedules = 1, .max_steps = 10'000'000});
  }
  // A number at which any count of up to 20 bits begins again. Outside of a
  // schedule, where a call is no step.
  Parker parker;
  for (int i = 0; i < 1 << 20; ++i) parker.unpark();
  explore([&parker] { expect_one_permit(parker); }, {.schedules = 1});
}

TEST_CASE("one thread after the other may wait", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    int permits = 0;
    for (int i = 1; i <= 3; ++i) {
      std::jthread sleeper = start("sleeper", [&, i] {
        parker.park();
        expect_equal(permits, i, "as many permits as threads that went on");
      });
      if (i != 2) settle();
      permits = i;
      parker.unpark();
    }
  });
}

TEST_CASE("two threads may call unpark at once", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    const auto waker = [&parker] {
      explorer::name_thread("waker");
      parker.unpark();
    };
    std::jthread first{waker};
    std::jthread second{waker};
    parker.park();
  });
  explore(
      [] {
        Parker parker;
        explorer::name(parker, "parker");
        {
          std::jthread first{[&] { parker.unpark(); }};
          std::jthread second{[&] { parker.unpark(); }};
        }
        expect_one_permit(parker);
      },
      {.schedules = 300});
}
