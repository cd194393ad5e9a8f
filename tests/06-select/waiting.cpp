// Assignment: let select wait when its only case cannot proceed. A waiter that
// a select puts into a line is claimed by the thread that completes it:
// write Sleeper, make the waiters of Channel share one, and let the cases join
// the lines. Files: chapters/06-select/sleeper.hpp, select.hpp, selection.hpp,
// chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "expected_failures.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"
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
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::never_returns;
using workbook_tests::Note;
using workbook_tests::Parcel;

TEST_CASE("a select that cannot receive waits until somebody sends",
          "[06][task2]") {
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        bool sent = false;
        std::jthread selector = start("selector", [&] {
          std::optional<int> received;
          select(on_receive(readings, Into{received}));
          expect(sent, "select returns after a send, not before");
          expect_equal(received, 7, "the value that was sent");
        });
        settle();
        sent = true;
        readings.send(7);
      },
      {.spurious_wakeups = true});
}

TEST_CASE("a select that cannot send waits until somebody receives",
          "[06][task2]") {
  explore(
      [] {
        Channel<Parcel> parcels;
        explorer::name(parcels, "parcels");
        bool received = false;
        std::jthread selector = start("selector", [&] {
          bool handled = false;
          select(on_send(parcels, Parcel{7}, Note{handled}));
          expect(received, "select returns after a receive, not before");
          expect(handled, "the handler of that case was called");
        });
        settle();
        received = true;
        expect_equal(parcels.receive()->content(), 7, "the value select sends");
      },
      {.spurious_wakeups = true});
}

TEST_CASE("a select that waits for room in a buffer gets it in its turn",
          "[06][task2]") {
  explore([] {
    Channel<int> jobs{1};
    explorer::name(jobs, "jobs");
    jobs.send(1);
    std::jthread selector =
        start("selector", [&] { select(on_send(jobs, 2)); });
    settle();
    std::jthread sender = start("sender", [&] { jobs.send(3); });
    settle();
    expect_equal(jobs.receive(), 1, "the value that was in the buffer");
    expect_equal(jobs.receive(), 2, "the select came first");
    expect_equal(jobs.receive(), 3, "the plain send came second");
  });
}

TEST_CASE("a value sent while a select makes up its mind is not missed",
          "[06][task2]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explore(
        [capacity] {
          Channel<int> readings{capacity};
          explorer::name(readings, "readings");
          std::jthread sender = start("sender", [&] { readings.send(7); });
          std::optional<int> received;
          select(on_receive(readings, Into{received}));
          expect_equal(received, 7, "the value that was sent");
        },
        {.schedules = 500});
  }
}

TEST_CASE("a receiver that comes while a select makes up its mind is served",
          "[06][task2]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explore(
        [capacity] {
          Channel<int> readings{capacity};
          explorer::name(readings, "readings");
          for (std::size_t i = 0; i < capacity; ++i) readings.send(6);
          std::jthread receiver = start("receiver", [&] {
            for (std::size_t i = 0; i < capacity; ++i)
              expect_equal(readings.receive(), 6, "an older value");
            expect_equal(readings.receive(), 7, "the value that select sends");
          });
          select(on_send(readings, 7));
        },
        {.schedules = 500});
  }
}

TEST_CASE("two selects with a case each find each other", "[06][task2]") {
  explore([] {
    Channel<int> replies;
    explorer::name(replies, "replies");
    std::jthread server = start("server", [&] { select(on_send(replies, 7)); });
    std::optional<int> received;
    select(on_receive(replies, Into{received}));
    expect_equal(received, 7, "the value that the other select has sent");
  });
}

// The select stays for as long as its handler runs: the one that has lost the
// claim can be seen to wait for another receiver.
TEST_CASE("two partners that come at once cannot both claim a select",
          "[06][task2]") {
  explore([] {
    Channel<int> left;
    Channel<int> right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::jthread left_sender = start("left sender", [&] { left.send(1); });
    std::jthread right_sender = start("right sender", [&] { right.send(2); });
    const auto take_the_other = [&](Channel<int>& other, int its_value) {
      return [&other, its_value](std::optional<int>) {
        settle();
        expect_equal(other.receive(), its_value,
                     "the select has taken one value, so the sender of the "
                     "other one still waits");
      };
    };
    select(on_receive(left, take_the_other(right, 2)),
           on_receive(right, take_the_other(left, 1)));
  });
}

TEST_CASE("a select of no case that can ever proceed never returns",
          "[06][task2]") {
  CHECK(never_returns([] { select(); }));
  CHECK(never_returns([] {
    Channel<int> silent;
    select(on_receive(silent, ignore));
  }));
}
