// Assignment: finish park() and unpark() in chapters/02-parking/parker.hpp.
// A Parker holds one permit or none: unpark() gives it, park() waits for it
// and takes it. A sleeping thread costs no processor time, and no wake-up is
// lost.

#include "parker.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
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

namespace {

/// For a parker that unpark() was called for twice.
void expect_one_permit(Parker& parker) {
  parker.park();
  bool third_permit = false;
  std::jthread sleeper = start("sleeper", [&] {
    parker.park();
    expect(third_permit, "two permits given at once count as one");
  });
  settle();
  third_permit = true;
  parker.unpark();
}

}  // namespace

TEST_CASE("park waits until somebody calls unpark", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    bool unparked = false;
    std::jthread sleeper = start("sleeper", [&] {
      parker.park();
      expect(unparked, "park has returned, so somebody has called unpark");
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
      expect(steady_clock::now() < before + 1h, "unpark woke it, not a clock");
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
      expect(second_permit, "the first park has taken the first permit");
    });
    parker.unpark();
    settle();
    second_permit = true;
    parker.unpark();
  });
}

TEST_CASE("a second permit is not kept", "[02][task1]") {
  explore([] {
    Parker parker;
    explorer::name(parker, "parker");
    parker.unpark();
    parker.unpark();
    expect_one_permit(parker);
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
          expect(unparked, "park has returned, so somebody has called unpark");
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
      expect_equal(message, 7, "the waker wrote it before it called unpark");
    });
    message = 7;
    parker.unpark();
  });
}

TEST_CASE("two threads take turns as often as they like", "[02][task1]") {
  explore([] {
    Parker left;
    Parker right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    int turns = 0;
    std::jthread partner = start("partner", [&] {
      for (int turn = 0; turn < 3; ++turn) {
        right.park();
        ++turns;
        left.unpark();
      }
    });
    for (int turn = 0; turn < 3; ++turn) {
      right.unpark();
      left.park();
      expect_equal(turns, turn + 1, "one turn for every permit");
    }
  });
}

TEST_CASE("a permit wakes the thread it is meant for", "[02][task1]") {
  explore([] {
    Parker first;
    Parker second;
    explorer::name(first, "first");
    explorer::name(second, "second");
    std::optional<std::jthread> first_sleeper{[&] {
      explorer::name_thread("first sleeper");
      first.park();
    }};
    bool second_unparked = false;
    std::jthread second_sleeper = start("second sleeper", [&] {
      second.park();
      expect(second_unparked, "only the other thread was meant");
    });
    settle();
    first.unpark();
    first_sleeper.reset();  // joins it
    second_unparked = true;
    second.unpark();
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
