// Assignment: let a run of count_ops(), in chapters/10-op-count/op_count.hpp,
// end when its time is up, wherever its clients are at that moment: all of
// them are told, and then joined. Begin with a client that looks whether it
// was told before each operation; then end its rest.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "expected_failures.hpp"
#include "explorer.hpp"
#include "runs.hpp"
#include "watched.hpp"

using explorer::expect;
using explorer::explore;
using explorer::start;
using explorer::Verdict;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using workbook::count_ops;
using workbook::count_ops_locked;
using workbook::OpCountOptions;
using workbook_tests::both;
using workbook_tests::Calls;
using workbook_tests::exact;
using workbook_tests::exact_and_long;
using workbook_tests::expect_counts;
using workbook_tests::may_fail;
using workbook_tests::small;

namespace {

// The time is up while a client may be anywhere in its loop.
constexpr explorer::Options any_moment{.needs_virtual_time = true,
                                       .deadlines_race = true};

}  // namespace

TEST_CASE("no operation is begun once the time is up", "[10][task3]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = milliseconds{4};
        expect_counts(count_ops(options), 1, 1);
        expect_counts(count_ops_locked(options), 1, 1);
      },
      exact);
  // A client that is slow to end keeps no other one going.
  explore(
      [] {
        for (const auto count : both) {
          Calls calls;
          calls.read_takes = milliseconds{20};
          expect_counts(count(small), 1, 2);
        }
      },
      exact_and_long);
}

TEST_CASE("the clients go on for as long as they were told", "[10][task3]") {
  explore(
      [] {
        using Clock = std::chrono::steady_clock;
        const auto before = Clock::now();
        static_cast<void>(count_ops(small));
        const auto between = Clock::now();
        expect(between - before >= small.run_for,
               "count_ops runs for 3 ms at least");
        static_cast<void>(count_ops_locked(small));
        expect(Clock::now() - between >= small.run_for,
               "count_ops_locked runs for 3 ms at least");
      },
      {.clock_may_wake = true});
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = microseconds{200};
        options.run_for = microseconds{300};
        for (const auto count : both) expect_counts(count(options), 2, 2);
      },
      exact_and_long);
}

TEST_CASE("the time may be up before a client has begun", "[10][task3]") {
  explore([] {
    OpCountOptions options = small;
    options.run_for = milliseconds{0};
    options.pause = milliseconds{1};
    static_cast<void>(count_ops(options));
    static_cast<void>(count_ops_locked(options));
  });
}

// Of a client whose time is up before it looks, some schedule shows it.
TEST_CASE("a client that is told before it has begun does nothing",
          "[10][task3]") {
  for (const auto count : both) {
    CHECK(may_fail([count] {
      OpCountOptions options = small;
      options.run_for = milliseconds{0};
      expect(count(options).reads == 1, "a client that does begin");
    }));
  }
}

TEST_CASE("the time may be up while requests are on their way", "[10][task3]") {
  explore([] { static_cast<void>(count_ops(small)); }, any_moment);
}

TEST_CASE("the time may be up while the mutex is held", "[10][task3]") {
  explore([] { static_cast<void>(count_ops_locked(small)); }, any_moment);
}

TEST_CASE("a run ends when its time is up, however long a client rests",
          "[10][task3]") {
  using Clock = std::chrono::steady_clock;
  explore(
      [] {
        OpCountOptions options = small;
        options.readers = 2;
        options.pause = hours{1};
        for (const auto count : both) {
          const auto before = Clock::now();
          static_cast<void>(count(options));
          expect(
              Clock::now() - before < small.run_for + milliseconds{1},
              "a run of 3 ms takes 3 ms, though its clients rest for an hour: "
              "each of them is told, and its rest ends");
        }
      },
      exact_and_long);
  // It may be up when a client has just begun to rest.
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = hours{1};
        options.run_for = milliseconds{0};
        for (const auto count : both) {
          const auto before = Clock::now();
          static_cast<void>(count(options));
          expect(Clock::now() - before < hours{1},
                 "a run of no time ends at once, though its clients have just "
                 "begun to rest for an hour");
        }
      },
      {.needs_virtual_time = true});
}

TEST_CASE("a run that gets too few threads ends", "[10][task3]") {
  // Three clients; of count_ops, an owner as well. A std::thread that nobody
  // joins ends the whole program, which is an end, too.
  const auto ends = [](auto count, int threads) {
    const auto body = [count] {
      OpCountOptions options = small;
      options.readers = 2;
      try {
        static_cast<void>(count(options));
      } catch (...) {
      }
    };
    const explorer::Options few{
        .schedules = 100, .clock_may_wake = true, .threads = threads};
    const Verdict verdict = explorer::run(body, few).verdict;
    if (verdict != Verdict::misuse && verdict != Verdict::crash) {
      explore(body, few);
    }
  };
  for (int threads = 0; threads < 4; ++threads) {
    ends(count_ops, threads);
    if (threads < 3) ends(count_ops_locked, threads);
  }
}

TEST_CASE("the system clock may be set during a run", "[10][task3]") {
  using Clock = std::chrono::steady_clock;
  explore(
      [] {
        for (const auto count : both) {
          for (const hours by : {hours{-1}, hours{1}}) {
            std::jthread somebody = start("somebody", [by] {
              std::this_thread::sleep_for(milliseconds{1});
              explorer::turn_system_clock(by);
            });
            const auto before = Clock::now();
            static_cast<void>(count(small));
            const auto took = Clock::now() - before;
            expect(took >= small.run_for,
                   "a run of 3 ms takes 3 ms, though the system clock was set "
                   "forward by an hour");
            expect(took < hours{1},
                   "a run of 3 ms takes 3 ms, though the system clock was set "
                   "back by an hour");
          }
        }
      },
      exact_and_long);
}
