// Assignment: let select wait for a limited time. When the deadline of a case
// made by on_timeout() comes, the select claims itself for that case; if a
// partner was faster it takes what the partner brings, so that no value is
// lost. Files: chapters/06-select/sleeper.hpp, case.hpp, select.hpp and
// selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
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
using workbook_tests::throws;
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
                     1, "the index of on_timeout");
        expect(gave_up, "its handler was called");
        expect(steady_clock::now() - before >= 2ms, "it has waited that long");
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
                     0, "nobody has sent");
        const auto waited = steady_clock::now() - before;
        expect(waited >= 24h, "not shorter than a day");
        expect(waited < 24h + 1min, "not longer than a day");
      },
      {.schedules = 200, .spurious_wakeups = true, .needs_virtual_time = true});
  // The time counts from the call of on_timeout.
  explore(
      [] {
        Channel<int> silent;
        const auto before = steady_clock::now();
        auto limit = on_timeout(1h, [] {});
        std::this_thread::sleep_for(30min);
        select(on_receive(silent, ignore), limit);
        expect(steady_clock::now() - before < 61min, "not longer than an hour");
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
            0, "the value came a minute before the deadline");
        expect_equal(received, 7, "the value that was sent");
        expect(steady_clock::now() - before < 1h, "and was taken at once");
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
                     "the receiver came a minute before the deadline");
      },
      {.needs_virtual_time = true});
}

TEST_CASE("a select that gave up leaves no receiver behind", "[07][task2]") {
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        select(on_receive(readings, ignore), on_timeout(1ms, [] {}));
        bool received = false;
        std::jthread sender = start("sender", [&] {
          readings.send(7);
          expect(received, "send has returned, so somebody has received");
        });
        settle();
        received = true;
        expect_equal(readings.receive(), 7, "the value that was sent");
      },
      few_with_deadlines);
  // Nor behind cases that wait in no line.
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        const std::shared_ptr<Channel<int>> off;
        select(on_receive(off, ignore), on_timeout(1ms, [] {}),
               on_receive(readings, ignore));
        std::jthread receiver = start("receiver", [&] {
          expect_equal(readings.receive(), 7, "the value that was sent");
        });
        settle();
        readings.send(7);
      },
      few_with_deadlines);
}

TEST_CASE("a select that gave up leaves no sender behind", "[07][task2]") {
  explore(
      [] {
        Channel<int> results;
        explorer::name(results, "results");
        select(on_send(results, 1), on_timeout(1ms, [] {}));
        std::jthread receiver = start("receiver", [&] {
          expect_equal(results.receive(), 2,
                       "the value of somebody who does send");
        });
        settle();
        results.send(2);
      },
      few_with_deadlines);
}

TEST_CASE("the handler of on_timeout may use the channels, and may throw",
          "[07][task2]") {
  explore(
      [] {
        Channel<int> jobs{1};
        Channel<int> other;
        explorer::name(jobs, "jobs");
        explorer::name(other, "other");
        const auto fill_and_fail = [&] {
          jobs.send(7);
          throw std::runtime_error{"enough"};
        };
        std::jthread selector = start("selector", [&] {
          expect(throws<std::runtime_error>([&] {
                   select(on_receive(jobs, ignore), on_receive(other, ignore),
                          on_timeout(1ms, fill_and_fail));
                 }),
                 "the exception of the handler");
        });
        selector.join();
        expect_equal(jobs.receive(), 7, "the value that the handler has sent");
        std::jthread worker = start("worker", [&] {
          expect_equal(other.receive(), 8,
                       "the select has left nothing behind");
        });
        settle();
        other.send(8);
      },
      few_with_deadlines);
  // It may even be the end of a channel: nobody stands in its lines any more.
  explore(
      [] {
        auto jobs = std::make_shared<Channel<int>>();
        select(on_receive(jobs, ignore),
               on_timeout(1ms, [&] { jobs.reset(); }));
      },
      few_with_deadlines);
}
