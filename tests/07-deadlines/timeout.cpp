// Assignment: let select wait for a limited time. When the deadline of a case
// made by on_timeout() comes, the select claims itself for that case; if a
// partner was faster it takes what the partner brings, so that no value is
// lost. Files: chapters/06-select/sleeper.hpp, case.hpp, select.hpp and
// selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::select;
using workbook_tests::few_with_deadlines;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::Note;
using namespace std::chrono_literals;

TEST_CASE("a select gives up when its time is over", "[07][task2]") {
  explore(
      [] {
        Channel<int> silent;
        Channel<int> full;
        bool gave_up = false;
        const auto before = steady_clock::now();
        expect_equal(select(on_receive(silent, ignore),
                            on_timeout(2ms, Note{gave_up}), on_send(full, 1)),
                     1, "index 1, of on_timeout: nobody comes");
        expect(gave_up, "its handler was called");
        expect(steady_clock::now() - before >= 2ms,
               "it has waited for 2 ms at least");
      },
      few_with_deadlines);
}

TEST_CASE("a select waits as long as it should, to the minute", "[07][task2]") {
  explore(
      [] {
        Channel<int> silent;
        explorer::name(silent, "silent");
        const auto before = steady_clock::now();
        expect_equal(select(on_timeout(24h, [] {}), on_receive(silent, ignore)),
                     0, "index 0, of on_timeout: nobody has sent");
        const auto waited = steady_clock::now() - before;
        expect(waited >= 24h, "the select waits 24 hours at least");
        expect(waited < 24h + 1min,
               "the select waits 24 hours and not a minute longer");
      },
      {.schedules = 200, .spurious_wakeups = true, .needs_virtual_time = true});
}

TEST_CASE("the time counts from the call of on_timeout", "[07][task2]") {
  explore(
      [] {
        Channel<int> silent;
        const auto before = steady_clock::now();
        auto limit = on_timeout(1h, [] {});
        std::this_thread::sleep_for(30min);
        select(on_receive(silent, ignore), limit);
        expect(steady_clock::now() - before < 61min,
               "an hour from the call of on_timeout, which was half an hour "
               "before "
               "that of select");
      },
      {.schedules = 50, .needs_virtual_time = true});
}

TEST_CASE("a value that comes in time is taken", "[07][task2]") {
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        std::jthread sender = start("sender", [&] {
          std::this_thread::sleep_for(59min);
          readings.send(7);
        });
        const auto before = steady_clock::now();
        std::optional<int> received;
        expect_equal(
            select(on_receive(readings, Into{received}), on_timeout(1h, [] {})),
            0, "index 0: the value came a minute before the deadline");
        expect_equal(received, 7, "the value that was sent");
        expect(steady_clock::now() - before < 1h,
               "the value, after 59 minutes, and not the end of the hour");
      },
      {.needs_virtual_time = true});
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        std::jthread sender = start("sender", [&] { readings.send(7); });
        std::optional<int> received;
        select(on_receive(readings, Into{received}), on_timeout(1h, [] {}));
        expect_equal(received, 7, "the value came an hour before the deadline");
      },
      {.needs_virtual_time = true});
}

TEST_CASE("a receiver that comes in time is served", "[07][task2]") {
  explore(
      [] {
        Channel<int> results;
        explorer::name(results, "results");
        std::jthread receiver = start("receiver", [&] {
          std::this_thread::sleep_for(59min);
          expect_equal(results.receive(), 7, "the value that select sends");
        });
        expect_equal(select(on_timeout(1h, [] {}), on_send(results, 7)), 1,
                     "index 1, the send: the receiver came a minute before the "
                     "deadline");
      },
      {.needs_virtual_time = true});
}

TEST_CASE("the system clock may be set while a select waits", "[07][task2]") {
  for (const auto by : {-2h, 2h}) {
    explore(
        [by] {
          Channel<int> silent;
          const auto before = steady_clock::now();
          std::jthread clock_setter = start("clock setter", [&] {
            std::this_thread::sleep_for(30min);
            explorer::turn_system_clock(by);
          });
          select(on_receive(silent, ignore), on_timeout(1h, [] {}));
          const auto waited = steady_clock::now() - before;
          expect(
              waited >= 1h && waited < 1h + 1min,
              "the select waits for an hour, whatever the system clock says");
        },
        {.schedules = 20, .needs_virtual_time = true});
  }
}
