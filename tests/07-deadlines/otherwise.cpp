// Assignment: let select not wait at all. With a case made by otherwise(), a
// select in which nothing can proceed runs that one; "nothing" means at one
// instant, while all channels are locked. Files:
// chapters/06-select/case.hpp, select.hpp and selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
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
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::otherwise;
using workbook::select;
using workbook_tests::few;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::Note;
using workbook_tests::throws;

TEST_CASE("otherwise runs when no other case can proceed", "[07][task1]") {
  explore(
      [] {
        Channel<int> silent;
        Channel<int> full{1};
        full.send(1);
        bool ran = false;
        expect_equal(select(on_receive(silent, ignore), otherwise(Note{ran}),
                            on_send(full, 2)),
                     1, "index 1, of otherwise");
        expect(ran, "its handler was called");
        expect(full.size() == 1 && full.receive() == 1,
               "the channels are as they were");
        expect_equal(select(otherwise([] {})), 0,
                     "index 0, of otherwise: it needs no other case");
      },
      few);
}

TEST_CASE("otherwise does not run when another case can proceed",
          "[07][task1]") {
  explore([] {
    Channel<int> requests;
    Channel<int> replies{1};
    Channel<int> ended;
    explorer::name(requests, "requests");
    ended.close();
    std::jthread client = start("client", [&] {
      requests.send(7);
      expect_equal(requests.receive(), 8, "the value that select has sent");
    });
    const auto never = [] {
      expect(false, "otherwise does not run: another case can proceed");
    };
    std::optional<int> received;
    settle();
    select(otherwise(never), on_receive(requests, Into{received}));
    expect_equal(received, 7, "the client was waiting to send");
    settle();
    select(otherwise(never), on_send(requests, 8));
    select(on_send(replies, 9), otherwise(never));
    select(on_receive(replies, Into{received}), otherwise(never));
    expect_equal(received, 9, "the value was in the buffer");
    select(otherwise(never), on_receive(ended, Into{received}));
    expect(!received.has_value(),
           "the receive gives nothing: the channel is closed");
    expect(throws<ClosedChannel>(
               [&] { select(otherwise(never), on_send(ended, 10)); }),
           "a send on a closed channel throws");
  });
  // The client goes on before the handler of the receive runs.
  explore(
      [] {
        Channel<int> requests;
        Channel<int> replies;
        std::jthread client = start("client", [&] {
          requests.send(7);
          replies.send(8);
        });
        settle();
        std::optional<int> reply;
        select(on_receive(requests, [&](auto) { reply = replies.receive(); }),
               otherwise([] {}));
        expect_equal(reply, 8, "what the client sent next");
      },
      few);
}

TEST_CASE("otherwise does not run while a value changes channels",
          "[07][task1]") {
  const auto look = [](Channel<int>& first, Channel<int>& second) {
    return select(on_receive(first, ignore), on_receive(second, ignore),
                  otherwise([] {}));
  };
  for (const bool left_first : {true, false}) {
    explore(
        [&] {
          Channel<int> left{1};
          Channel<int> right{1};
          explorer::name(left, "left");
          explorer::name(right, "right");
          left.send(1);
          std::jthread mover = start("mover", [&] {
            for (int turn = 0; turn < 2; ++turn) {
              select(on_send(right, 2), otherwise([] {}));
              select(on_receive(left, ignore), otherwise([] {}));
              select(on_send(left, 2), otherwise([] {}));
              select(on_receive(right, ignore), otherwise([] {}));
            }
          });
          expect((left_first ? look(left, right) : look(right, left)) != 2,
                 "index 0 or 1, not otherwise: at every instant one of the "
                 "channels had a value");
        },
        {.schedules = 2000});
  }
}

TEST_CASE("otherwise does not run while room changes channels", "[07][task1]") {
  const auto look = [](Channel<int>& first, Channel<int>& second) {
    return select(on_send(first, 3), on_send(second, 3), otherwise([] {}));
  };
  for (const bool left_first : {true, false}) {
    explore(
        [&] {
          Channel<int> left{1};
          Channel<int> right{1};
          explorer::name(left, "left");
          explorer::name(right, "right");
          right.send(1);
          std::jthread mover = start("mover", [&] {
            expect_equal(right.receive(), 1, "the value that was there first");
            select(on_send(left, 2), otherwise([] {}));
          });
          expect((left_first ? look(left, right) : look(right, left)) != 2,
                 "index 0 or 1, not otherwise: at every instant one of the "
                 "channels had room");
        },
        {.schedules = 500});
  }
}

TEST_CASE("otherwise does not run while a channel with a value is closed",
          "[07][task1]") {
  explore([] {
    Channel<int> readings{1};
    explorer::name(readings, "readings");
    readings.send(7);
    std::jthread closer = start("closer", [&] {
      readings.close();
      readings.receive();
    });
    expect_equal(select(on_receive(readings, ignore), otherwise([] {})), 0,
                 "index 0, the receive: there was a value, and then the end");
  });
}

TEST_CASE("a select with otherwise leaves nothing behind", "[07][task1]") {
  explore(
      [] {
        Channel<int> numbers;
        explorer::name(numbers, "numbers");
        for (int turn = 0; turn < 2; ++turn) {
          expect_equal(select(on_receive(numbers, ignore), otherwise([] {})), 1,
                       "index 1, otherwise: nobody sends, nor does a select "
                       "that is over");
          expect_equal(select(on_send(numbers, 1), otherwise([] {})), 1,
                       "index 1, otherwise: nobody receives, nor does a select "
                       "that is over");
        }
        bool received = false;
        std::jthread sender = start("sender", [&] {
          numbers.send(2);
          expect(received, "send has returned, so somebody has received");
        });
        settle();
        received = true;
        expect_equal(numbers.receive(), 2, "the value that was sent");
      },
      few);
}

TEST_CASE("a select with otherwise takes no value that was handed to another",
          "[07][task1]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explore(
        [capacity] {
          Channel<int> jobs{capacity};
          explorer::name(jobs, "jobs");
          std::jthread worker = start("worker", [&] {
            expect_equal(jobs.receive(), 7, "the worker came first");
          });
          settle();
          std::jthread passer_by = start("passer-by", [&] {
            expect_equal(select(on_receive(jobs, ignore), otherwise([] {})), 1,
                         "index 1, otherwise: the value is the worker's, which "
                         "came first");
          });
          jobs.send(7);
        },
        {.schedules = 500});
  }
}

// Nor does it wait for a select that another one has just claimed.
TEST_CASE("a select with otherwise never waits", "[07][task1]") {
  explore([] {
    Channel<int> left;
    Channel<int> right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::jthread both =
        start("both", [&] { select(on_send(left, 1), on_send(right, 2)); });
    settle();
    std::jthread receiver = start("receiver", [&] { left.receive(); });
    const auto taken = select(on_receive(right, ignore), otherwise([] {}));
    if (taken == 0) left.send(3);  // the receiver's, who got nothing yet
  });
}

TEST_CASE("the handler of otherwise may use the channels, and may throw",
          "[07][task1]") {
  explore(
      [] {
        Channel<int> jobs{1};
        const auto fill_and_fail = [&] {
          jobs.send(7);
          throw std::runtime_error{"enough"};
        };
        expect(throws<std::runtime_error>([&] {
                 select(on_receive(jobs, ignore), otherwise(fill_and_fail));
               }),
               "select throws what the handler has thrown");
        expect_equal(jobs.receive(), 7, "the value that the handler has sent");
      },
      few);
}
