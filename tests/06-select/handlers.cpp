// Assignment: let select call the handler of the case that it has completed,
// last of all: its partner is awake and nothing is locked, so that a handler
// may do what it likes. Files: chapters/06-select/select.hpp and
// selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <stdexcept>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "throws.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::Broken;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::throws;
using workbook_tests::very_few;

TEST_CASE("a handler may use the channels of its select", "[06][task1]") {
  explore(
      [] {
        Channel<int> jobs{2};
        Channel<int> results{2};
        Channel<int> silent;
        jobs.send(7);
        std::optional<int> nested;
        const auto work = [&](std::optional<int> job) {
          expect_equal(jobs.size(), 0, "the job has been taken");
          const auto index =
              select(on_receive(silent, ignore), on_send(results, *job + 1));
          expect_equal(index, 1, "index 1, of the send");
          select(on_receive(silent, ignore), on_receive(results, Into{nested}));
          jobs.send(9);
          jobs.close();
          results.close();
        };
        expect_equal(
            select(on_receive(jobs, work), on_receive(results, ignore)), 0,
            "index 0, of jobs, whatever its handler has selected");
        expect_equal(nested, 8, "the handler has sent and received");
        expect_equal(jobs.receive(), 9, "the handler has sent another job");
      },
      very_few);
  explore([] {
    Channel<int> requests;
    Channel<int> replies;
    std::jthread client = start("client", [&] {
      requests.send(7);
      replies.send(8);
    });
    settle();
    select(on_receive(requests, [&](auto&&) {
      expect_equal(replies.receive(), 8, "what the partner does next");
    }));
  });
  // It may take its value by reference, and look at it late.
  explore([] {
    Channel<int> requests;
    Channel<int> replies;
    std::jthread client = start("client", [&] {
      requests.send(7);
      replies.send(8);
    });
    settle();
    select(on_receive(requests, [&](std::optional<int>&& request) {
      settle();
      select(on_receive(replies, ignore));
      expect_equal(request, 7,
                   "what the handler was given, when it has received another");
    }));
  });
}

TEST_CASE("the handler of the case that was taken runs once", "[06][task1]") {
  explore([] {
    Channel<int> numbers;
    Channel<int> ended;
    explorer::name(numbers, "numbers");
    ended.close();
    int runs = 0;
    const auto count = [&](auto&&...) { ++runs; };
    std::jthread partner = start("partner", [&] {
      numbers.send(1);
      numbers.receive();
    });
    settle();
    select(on_receive(numbers, count));
    expect_equal(runs, 1, "handlers that have run, one for each select");
    settle();
    select(on_send(numbers, 2, count));
    expect_equal(runs, 2, "handlers that have run, one for each select");
    select(on_receive(ended, count));
    expect_equal(runs, 3, "handlers that have run, one for each select");
  });
}

TEST_CASE("what a handler throws, select throws", "[06][task1]") {
  explore(
      [] {
        Channel<int> jobs{1};
        Channel<int> silent;
        const auto give_up = [](auto&&...) {
          throw std::runtime_error{"enough"};
        };
        expect(throws<std::runtime_error>([&] {
                 select(on_receive(silent, ignore), on_send(jobs, 7, give_up));
               }),
               "select throws what the handler has thrown");
        expect_equal(jobs.size(), 1, "the value was sent all the same");
        expect(throws<std::runtime_error>([&] {
                 select(on_receive(jobs, give_up), on_receive(silent, ignore));
               }),
               "select throws what the handler has thrown");
        expect_equal(jobs.size(), 0, "the value was received all the same");
      },
      very_few);
  explore([] {
    Channel<int> requests;
    explorer::name(requests, "requests");
    std::jthread client = start("client", [&] { requests.send(7); });
    settle();
    expect(throws<Broken>([&] {
             select(on_receive(requests, [](auto&&) { throw Broken{}; }));
           }),
           "the exception of the handler, and the client goes on");
  });
  // One that looks like the select's own.
  explore(
      [] {
        class Ended : public ClosedChannel {
         public:
          using ClosedChannel::ClosedChannel;
        };
        Channel<int> jobs{1};
        const auto end = [](auto&&...) { throw Ended{"no more jobs"}; };
        expect(throws<Ended>([&] { select(on_send(jobs, 7, end)); }),
               "select throws what the handler of its send has thrown");
        expect(throws<Ended>([&] { select(on_receive(jobs, end)); }),
               "select throws what the handler of its receive has thrown");
      },
      very_few);
}
