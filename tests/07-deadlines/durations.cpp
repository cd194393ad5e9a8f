// Assignment: let on_timeout take any duration. Of several the shortest
// counts, one that the clock cannot count to is no deadline, and one that is
// over at once still lets a case that can proceed go first. Files:
// chapters/06-select/case.hpp and selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <thread>

#include "channel.hpp"
#include "expected_failures.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using std::chrono::duration;
using std::chrono::steady_clock;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::otherwise;
using workbook::select;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::never_returns;
using namespace std::chrono_literals;

namespace {

constexpr auto nothing = [] {};

/// Selects with a time limit in a thread that is sent a value an hour later.
template <class Duration>
void expect_patience(Duration limit) {
  Channel<int> readings;
  explorer::name(readings, "readings");
  std::jthread sender = start("sender", [&] {
    std::this_thread::sleep_for(1h);
    readings.send(7);
  });
  std::optional<int> received;
  select(on_receive(readings, Into{received}), on_timeout(limit, nothing));
  expect_equal(received, 7, "the select was still waiting after an hour");
}

/// Selects with nothing but a time limit.
template <class Duration>
void expect_length(Duration limit) {
  const auto before = steady_clock::now();
  select(on_timeout(limit, nothing));
  const auto waited = steady_clock::now() - before;
  expect(waited >= limit, "the select waits no shorter than it was told");
  expect(waited < limit + 1us,
         "the select waits no microsecond longer than it was told");
}

/// Selects with a time limit that is over at once.
template <class Duration>
void expect_haste(Duration limit) {
  Channel<int> readings{1};
  const auto before = steady_clock::now();
  const auto next = [&] {
    return select(on_timeout(limit, nothing), on_receive(readings, ignore));
  };
  expect_equal(next(), 0, "index 0, the timeout: there is nothing to receive");
  expect(steady_clock::now() - before < 1min,
         "select has returned at once: its time was over");
  for (int turn = 0; turn < 4; ++turn) {
    readings.send(turn);
    expect_equal(next(), 1, "index 1, the receive: a value was there");
  }
}

}  // namespace

TEST_CASE("of several deadlines the first counts", "[07][task3]") {
  explore(
      [] {
        Channel<int> silent;
        const auto before = steady_clock::now();
        expect_equal(
            select(on_timeout(3h, nothing), on_receive(silent, ignore),
                   on_timeout(60min, nothing), on_timeout(2h, nothing)),
            2, "index 2, of the timeout of an hour: it is the shortest");
        expect(steady_clock::now() - before < 61min,
               "the select waits an hour, the shortest of the three");
        expect(select(on_timeout(1s, nothing), on_timeout(1h, nothing),
                      on_timeout(std::chrono::hours::max(), nothing)) == 0,
               "index 0, of the timeout of a second: it is the shortest");
      },
      {.schedules = 50, .needs_virtual_time = true});
}

TEST_CASE("a duration that the clock cannot count to is no deadline",
          "[07][task3]") {
  using Centuries = duration<std::int64_t, std::ratio<3'155'760'000>>;
  explore(
      [] {
        std::this_thread::sleep_for(1h);  // the clock does not stand at zero
        expect_patience(std::chrono::hours::max());
        expect_patience(std::chrono::nanoseconds::max());
        expect_patience(std::chrono::nanoseconds::max() - 1min);
        expect_patience(Centuries::max());
        expect_patience(duration<double>{1e300});
        expect_patience(
            duration<double>{std::numeric_limits<double>::infinity()});
      },
      {.schedules = 50, .needs_virtual_time = true});
  // Nor is one that it could count to a moment ago.
  explore(
      [] {
        for (int less = 0; less < 12; ++less) {
          expect_patience(steady_clock::time_point::max() -
                          steady_clock::now() - std::chrono::nanoseconds{less});
        }
      },
      {.schedules = 20, .needs_virtual_time = true, .clock_ticks = true});
  // One that it can count to does not, whatever it is counted in.
  explore(
      [] {
        std::this_thread::sleep_for(1h);
        expect_length(duration<int, std::nano>{5});
        expect_length(duration<int, std::milli>{5});
        expect_length(duration<short>{5});
        expect_length(std::chrono::hours{24 * 365 * 100});
      },
      {.schedules = 50, .needs_virtual_time = true});
  // To the last nanosecond: numbers of any length with a one at each end.
  explore(
      [] {
        for (int bits = 2; bits <= 61; ++bits) {
          const std::chrono::nanoseconds limit{(std::int64_t{1} << (bits - 1)) +
                                               1};
          const auto before = steady_clock::now();
          select(on_timeout(limit, nothing));
          expect(steady_clock::now() - before >= limit,
                 "the select waits no shorter than it was told, to the "
                 "nanosecond");
        }
      },
      {.schedules = 2, .needs_virtual_time = true});
}

TEST_CASE("a select of nothing but an endless timeout never returns",
          "[07][task3]") {
  CHECK(never_returns(
      [] { select(on_timeout(std::chrono::hours::max(), nothing)); }));
}

TEST_CASE("a duration may be a fraction", "[07][task3]") {
  explore(
      [] {
        const auto before = steady_clock::now();
        select(on_timeout(duration<double, std::ratio<3600>>{1.5}, nothing));
        const auto waited = steady_clock::now() - before;
        expect(waited >= 90min, "the select waits an hour and a half at least");
        expect(waited < 91min,
               "the select waits an hour and a half and not a minute longer");
        expect_length(1500us);
        for (const auto far : {1h, 24h, 1000h}) {
          expect_length(far + 1ns);
          expect_length(far + 100us);
          expect_length(far + 999ms);
        }
        expect_length(duration<double, std::nano>{1.5});
        expect_length(duration<double, std::nano>{1.25});
      },
      {.schedules = 50, .needs_virtual_time = true});
}

TEST_CASE("a deadline that has passed still takes a value that is there",
          "[07][task3]") {
  explore(
      [] {
        expect_haste(0ns);
        expect_haste(-1h);
        expect_haste(std::chrono::hours::min());
        expect_haste(duration<double>{-1e300});
        expect_haste(
            duration<double>{-std::numeric_limits<double>::infinity()});
      },
      {.schedules = 50});
}

TEST_CASE("a timeout that is over at once waits for nobody", "[07][task3]") {
  explore([] {
    Channel<int> results;
    explorer::name(results, "results");
    std::optional<int> received;
    std::jthread receiver =
        start("receiver", [&] { received = results.receive(); });
    if (select(on_send(results, 7), on_timeout(0s, nothing)) == 1) {
      results.send(8);
      receiver.join();
      expect_equal(received, 8, "the select has not sent");
      return;
    }
    receiver.join();
    expect_equal(received, 7, "the select has sent");
  });
}

TEST_CASE("otherwise comes before any timeout", "[07][task3]") {
  explore(
      [] {
        Channel<int> silent;
        expect_equal(select(on_timeout(1h, nothing), on_receive(silent, ignore),
                            otherwise(nothing)),
                     2, "index 2, otherwise: it does not wait an hour");
      },
      {.schedules = 50});
}
