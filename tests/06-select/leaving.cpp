// Assignment: let select leave nothing behind. When it wakes, one of its
// waiters has won; it takes the others out of their lines, whatever becomes of
// its handler. Files: chapters/06-select/selection.hpp and select.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

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
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::Broken;
using workbook_tests::few;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::throws;

namespace {

void break_off(const std::optional<int>& /*value*/) { throw Broken{}; }

}  // namespace

TEST_CASE("a select that waited leaves no receiver behind", "[06][task3]") {
  explore(
      [] {
        Channel<int> winner;
        Channel<int> loser;
        explorer::name(winner, "winner");
        explorer::name(loser, "loser");
        std::jthread selector = start("selector", [&] {
          select(on_receive(winner, ignore), on_receive(loser, ignore));
        });
        settle();
        winner.send(1);
        selector.join();
        bool received = false;
        std::jthread sender = start("sender", [&] {
          loser.send(2);
          expect(received, "send has returned, so somebody has received");
        });
        settle();
        received = true;
        expect_equal(loser.receive(), 2, "the value that was sent");
      },
      few);
}

TEST_CASE("a select that waited leaves no sender behind", "[06][task3]") {
  explore(
      [] {
        Channel<int> winner;
        Channel<int> loser;
        explorer::name(winner, "winner");
        explorer::name(loser, "loser");
        std::jthread selector = start(
            "selector", [&] { select(on_send(winner, 1), on_send(loser, 2)); });
        settle();
        expect_equal(winner.receive(), 1,
                     "the value of the case that was taken");
        selector.join();
        std::jthread receiver = start("receiver", [&] {
          expect_equal(loser.receive(), 3,
                       "the value of somebody who does send");
        });
        settle();
        loser.send(3);
      },
      few);
}

TEST_CASE("a select whose other case won takes no value from those behind it",
          "[06][task3]") {
  explore([] {
    Channel<int> left;
    Channel<int> right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::optional<int> from_left;
    std::optional<int> from_right;
    std::jthread selector = start("selector", [&] {
      select(on_receive(left, Into{from_left}),
             on_receive(right, Into{from_right}));
    });
    settle();
    std::optional<int> behind;
    std::jthread receiver =
        start("receiver", [&] { behind = right.receive(); });
    settle();
    std::jthread sender = start("sender", [&] { left.send(1); });
    right.send(2);
    selector.join();
    if (from_right) {
      expect_equal(left.receive(), 1, "the value that the select did not take");
      right.send(3);
    }
    receiver.join();
    expect(from_left.has_value() != from_right.has_value(),
           "the select has taken one value");
    expect(behind == (from_right ? 3 : 2),
           "the receiver behind gets what the select did not take");
  });
}

TEST_CASE("a select whose other case won puts no value into a buffer",
          "[06][task3]") {
  explore([] {
    Channel<int> jobs{1};
    Channel<int> stop;
    explorer::name(jobs, "jobs");
    explorer::name(stop, "stop");
    jobs.send(1);
    std::size_t taken = 0;
    std::jthread selector = start("selector", [&] {
      taken = select(on_send(jobs, 2), on_receive(stop, ignore));
    });
    settle();
    std::jthread stopper = start("stopper", [&] { stop.send(0); });
    expect_equal(jobs.receive(), 1, "the value that was in the buffer");
    selector.join();
    expect(jobs.size() == (taken == 0 ? 1U : 0U),
           "the value of the select is there only if it was sent");
    if (taken == 0) stop.receive();
  });
}

TEST_CASE("the value of a send that waited and lost is destroyed with its case",
          "[06][task3]") {
  explore(
      [] {
        Channel<std::shared_ptr<int>> parcels;
        Channel<int> stop;
        explorer::name(parcels, "parcels");
        explorer::name(stop, "stop");
        auto value = std::make_shared<int>(7);
        const std::weak_ptr<int> observer = value;
        std::jthread selector = start("selector", [&] {
          select(on_send(parcels, std::move(value)), on_receive(stop, ignore));
          expect(observer.expired(),
                 "select has returned, so nobody holds the value any more");
        });
        settle();
        stop.send(0);
      },
      few);
}

TEST_CASE("a select whose handler throws leaves nothing behind either",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> winner;
        Channel<int> loser;
        explorer::name(winner, "winner");
        explorer::name(loser, "loser");
        std::jthread selector = start("selector", [&] {
          expect(throws<Broken>([&] {
                   select(on_receive(winner, break_off),
                          on_receive(loser, ignore));
                 }),
                 "select throws what the handler has thrown");
        });
        settle();
        winner.send(1);
        selector.join();
        std::jthread receiver = start("receiver", [&] {
          expect_equal(loser.receive(), 2, "the value that was sent");
        });
        settle();
        loser.send(2);
      },
      few);
}

TEST_CASE("the three-hundredth select in a row waits as the first did",
          "[06][task3]") {
  explore(
      [] {
        std::array<Channel<int>, 3> inputs;
        explorer::name(inputs, "inputs");
        constexpr int turns = 300;
        std::jthread selector = start("selector", [&] {
          // The order changes, so that what an earlier select has left behind
          // is never the case that it was.
          for (std::size_t turn = 0; turn < turns; ++turn) {
            std::optional<int> received;
            const auto input = [&](std::size_t i) {
              return on_receive(inputs.at((turn + i) % 3), Into{received});
            };
            const std::size_t sent_to = turn % 20 == 19 ? 2 : 1;
            expect_equal(select(input(0), input(1), input(2)),
                         (sent_to + 3 - turn % 3) % 3,
                         "the index of the channel that got the value");
            expect_equal(received, turn, "the value of this turn");
          }
        });
        for (int turn = 0; turn < turns; ++turn) {
          settle();
          inputs.at(turn % 20 == 19 ? 2 : 1).send(turn);
        }
      },
      {.schedules = 1, .max_steps = 1'000'000});
}
