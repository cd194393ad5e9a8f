// Assignment: let a select that gives up leave nothing behind, in no line, and
// run its handler last of all. Files: chapters/06-select/selection.hpp and
// select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

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
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::select;
using workbook_tests::few_with_deadlines;
using workbook_tests::ignore;
using workbook_tests::throws;
using namespace std::chrono_literals;

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

TEST_CASE("the handler of on_timeout or otherwise runs once", "[07][task2]") {
  explore(
      [] {
        Channel<int> silent;
        int runs = 0;
        const auto count = [&] { ++runs; };
        select(on_receive(silent, ignore), on_timeout(1ms, count));
        expect_equal(runs, 1, "handlers that have run, one for each select");
        select(on_receive(silent, ignore), workbook::otherwise(count));
        expect_equal(runs, 2, "handlers that have run, one for each select");
      },
      few_with_deadlines);
}

TEST_CASE("a send that gave up is destroyed with its case", "[07][task2]") {
  explore(
      [] {
        Channel<std::shared_ptr<int>> parcels;
        auto value = std::make_shared<int>(7);
        const std::weak_ptr<int> observer = value;
        select(on_send(parcels, std::move(value)), on_timeout(1ms, [] {}));
        expect(observer.expired(),
               "select has returned, so nobody holds the value any more");
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
                 "select throws what the handler has thrown");
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
