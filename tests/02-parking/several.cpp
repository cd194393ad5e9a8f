// Assignment: in chapters/02-parking/parker.hpp, see that park(), park_until()
// and unpark() go together: in any order, with several wakers, and with a
// second parker beside the first.

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"
#include "times.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Parker;
using workbook_tests::long_ago;
using namespace std::chrono_literals;

namespace {

enum class Call { unpark, park, look, wait };

/// Makes the call, and expects what one permit or none makes of it.
void make(Call call, Parker& parker, bool& permit) {
  constexpr auto claim =
      "park_until is true if the last unpark came after "
      "the last park that took a permit";
  switch (call) {
    case Call::unpark:
      parker.unpark();
      permit = true;
      return;
    case Call::park:
      if (permit) parker.park();
      break;
    case Call::look:
      expect_equal(parker.park_until(long_ago), permit, claim);
      break;
    case Call::wait:
      const auto soon = steady_clock::now() + 1ms;
      expect_equal(parker.park_until(soon), permit, claim);
      break;
  }
  permit = false;
}

}  // namespace

TEST_CASE("the calls may follow each other in any order", "[02][task3]") {
  constexpr int calls = 4;
  constexpr int most = 6;
  explore(
      [] {
        int orders = 1;
        for (int length = 1; length <= most; ++length) {
          orders *= calls;
          for (int order = 0; order < orders; ++order) {
            Parker parker;
            bool permit = false;
            for (int rest = order, i = 0; i < length; ++i, rest /= calls) {
              make(static_cast<Call>(rest % calls), parker, permit);
            }
          }
        }
      },
      {.clock_may_wake = true, .max_steps = 10'000'000});
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
      expect_equal(first_message, 7,
                   "what the first waker wrote before unpark");
      expect_equal(second_message, 8,
                   "what the second waker wrote before unpark");
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
          expect(unparked,
                 "the second parker's park waits for a permit of its own");
        });
        std::this_thread::sleep_until(deadline + 1h);
        unparked = true;
        second.unpark();
      },
      {.needs_virtual_time = true});
}
