// Assignment: let a select with otherwise() keep what every select promises:
// the order of the locks, of the lines, and no partner in itself. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::otherwise;
using workbook::select;
using workbook_tests::few;
using workbook_tests::ignore;
using workbook_tests::Into;

namespace {

constexpr auto skip = [] {};
constexpr int waiting_in_line = 9;
constexpr explorer::Options longer_line{.schedules = 50};

}  // namespace

TEST_CASE("selects with otherwise in opposite order both go on",
          "[07][task1]") {
  // One waits, if it has to, and one does not.
  for (const bool both_look : {true, false}) {
    explore([both_look] {
      Channel<int> left{1};
      Channel<int> right{1};
      explorer::name(left, "left");
      explorer::name(right, "right");
      left.send(1);
      right.send(2);
      std::optional<int> ours;
      std::optional<int> theirs;
      std::jthread other = start("other", [&] {
        if (both_look) {
          select(on_receive(right, Into{theirs}),
                 on_receive(left, Into{theirs}), otherwise(skip));
        } else {
          select(on_receive(right, Into{theirs}),
                 on_receive(left, Into{theirs}));
        }
      });
      select(on_receive(left, Into{ours}), on_receive(right, Into{ours}),
             otherwise(skip));
      other.join();
      expect_equal(ours.value_or(0) + theirs.value_or(0), 3,
                   "1 and 2 were there, and each select has taken one");
    });
  }
}

TEST_CASE("a select with otherwise does not pair with itself", "[07][task1]") {
  explore(
      [] {
        Channel<int> numbers;
        expect_equal(select(on_send(numbers, 1), on_receive(numbers, ignore),
                            otherwise(skip)),
                     2, "index 2, otherwise: there is no partner");
        expect_equal(select(on_receive(numbers, ignore), on_send(numbers, 1),
                            otherwise(skip)),
                     2, "index 2, otherwise: there is no partner");
      },
      few);
}

TEST_CASE("a select with otherwise serves those who wait in their order",
          "[07][task1]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> silent;
        std::vector<std::jthread> senders;
        for (int turn = 1; turn <= waiting_in_line; ++turn) {
          senders.push_back(start("sender", [&, turn] {
            if (turn % 2 == 0) return numbers.send(turn);
            select(on_receive(silent, ignore), on_send(numbers, turn));
          }));
          settle();
        }
        for (int turn = 1; turn <= waiting_in_line; ++turn) {
          std::optional<int> received;
          select(on_receive(numbers, Into{received}), otherwise(skip));
          expect_equal(received, turn, "the value of the first in line");
        }
      },
      longer_line);
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> silent;
        std::vector<std::jthread> receivers;
        for (int turn = 1; turn <= waiting_in_line; ++turn) {
          receivers.push_back(start("receiver", [&, turn] {
            std::optional<int> received;
            if (turn % 2 == 0) {
              received = numbers.receive();
            } else {
              select(on_receive(silent, ignore),
                     on_receive(numbers, Into{received}));
            }
            expect_equal(received, turn, "each gets the value of its turn");
          }));
          settle();
        }
        for (int turn = 1; turn <= waiting_in_line; ++turn) {
          expect_equal(select(on_send(numbers, turn), otherwise(skip)), 0,
                       "index 0, the send: a receiver waits");
        }
      },
      longer_line);
}

TEST_CASE("a select with otherwise passes nobody who waits", "[07][task1]") {
  explore([] {
    Channel<int> jobs{1};
    explorer::name(jobs, "jobs");
    jobs.send(1);
    std::jthread sender = start("sender", [&] { jobs.send(2); });
    settle();
    expect_equal(select(on_send(jobs, 3), otherwise(skip)), 1,
                 "index 1, otherwise: the buffer is full");
    expect_equal(jobs.receive(), 1, "the value that was in the buffer");
    expect_equal(select(on_send(jobs, 3), otherwise(skip)), 1,
                 "index 1, otherwise: the room was the waiting sender's");
    expect_equal(jobs.receive(), 2, "the value of the sender that waited");
  });
}

TEST_CASE("a send that otherwise came before is destroyed with its case",
          "[07][task1]") {
  explore(
      [] {
        Channel<std::shared_ptr<int>> parcels;
        auto value = std::make_shared<int>(7);
        const std::weak_ptr<int> observer = value;
        expect_equal(
            select(on_send(parcels, std::move(value)), otherwise(skip)), 1,
            "index 1, otherwise: nobody receives");
        expect(observer.expired(),
               "select has returned, so nobody holds the value any more");
      },
      few);
}
