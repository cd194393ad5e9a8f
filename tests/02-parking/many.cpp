// Assignment: see that each parker in chapters/02-parking/parker.hpp works by
// itself, whatever the parkers beside it do, and the one that was there before.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "explorer.hpp"
#include "memory.hpp"
#include "parker.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Parker;

TEST_CASE("two threads take turns as often as they like", "[02][task1]") {
  const auto take_turns = [](int times) {
    Parker left;
    Parker right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    int turns = 0;
    std::jthread partner = start("partner", [&] {
      for (int turn = 0; turn < times; ++turn) {
        right.park();
        ++turns;
        left.unpark();
      }
    });
    for (int turn = 0; turn < times; ++turn) {
      right.unpark();
      left.park();
      expect_equal(turns, turn + 1, "as many turns as permits");
    }
  };
  explore([&] { take_turns(3); });
  explore([&] { take_turns(3); }, {.schedules = 200, .spurious_wakeups = true});
  explore([&] { take_turns(300); }, {.schedules = 3, .max_steps = 1'000'000});
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
      expect(second_unparked,
             "the second sleeper waits for a permit of its own parker");
    });
    settle();
    first.unpark();
    first_sleeper.reset();  // joins it
    second_unparked = true;
    second.unpark();
  });
  // Of nine, from the last to the first.
  explore(
      [] {
        constexpr int sleepers = 9;
        Parker parkers[sleepers];
        bool unparked[sleepers] = {};
        std::jthread threads[sleepers];
        for (int i = 0; i < sleepers; ++i) {
          threads[i] = start("sleeper", [&, i] {
            parkers[i].park();
            expect(unparked[i],
                   "a sleeper waits for a permit of its own parker");
          });
        }
        settle();
        for (int i = sleepers; i-- > 0;) {
          unparked[i] = true;
          parkers[i].unpark();
          threads[i].join();
        }
      },
      {.schedules = 100});
  // Of one that waits at each of many, beside some that stay at theirs.
  explore(
      [] {
        constexpr std::size_t many = 3000;
        constexpr std::size_t apart = 188;  // sixteen stay
        const auto parkers = std::make_unique<Parker[]>(many);
        bool unparked = false;
        std::atomic<std::size_t> woken{0};
        std::vector<std::jthread> staying;
        for (std::size_t i = 0; i < many; i += apart) {
          staying.push_back(start("first sleeper", [&, i] {
            parkers[i].park();
            expect(unparked, "a sleeper waits for a permit of its own parker");
          }));
        }
        settle();
        std::jthread second = start("second sleeper", [&] {
          for (std::size_t i = 1; i < many; ++i) {
            if (i % apart == 0) continue;
            parkers[i].park();
            woken = i;
          }
        });
        for (std::size_t i = 1; i < many; ++i) {
          if (i % apart == 0) continue;
          settle();
          parkers[i].unpark();
          settle();
          expect_equal(woken.load(), i, "the sleeper that was woken last");
        }
        unparked = true;
        for (std::size_t i = 0; i < many; i += apart) parkers[i].unpark();
      },
      {.schedules = 1, .max_steps = 10'000'000});
}

TEST_CASE("a parker knows nothing of one that is gone", "[02][task1]") {
  explore([] {
    std::optional<Parker> parker;
    for (int time = 0; time < 3; ++time) {
      parker.emplace();  // where the one before has been
      bool unparked = false;
      std::jthread sleeper = start("sleeper", [&] {
        parker->park();
        expect(unparked, "park waits: this parker was given no permit yet");
      });
      settle();
      unparked = true;
      parker->unpark();
      sleeper.join();
      parker->unpark();  // which nobody takes
    }
  });
}

TEST_CASE("a parker takes no more memory however often it is used",
          "[02][task1]") {
  explore(
      [] {
        Parker left;
        Parker right;
        constexpr int rounds = 200;
        std::jthread partner = start("partner", [&] {
          for (int round = 0; round < 2 * rounds; ++round) {
            right.park();
            left.unpark();
          }
        });
        workbook_tests::expect_no_more_memory(
            rounds,
            [&] {
              right.unpark();
              left.park();
            },
            "400 turns of two threads need as much memory as 200");
      },
      {.schedules = 3, .max_steps = 1'000'000});
}
