// Assignment: let the thread of a StatefulOwner answer for its map, in
// chapters/09-stateful-owner/stateful_owner.hpp. It waits for a request to
// read or to write, whichever comes first, and sends the reply. Begin with
// the two channels and a thread that selects between them in a loop.

#include "stateful_owner.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "clients.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "many.hpp"
#include "requests.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::make_channel;
using workbook::on_receive;
using workbook::ReadOp;
using workbook::StatefulOwner;
using workbook::WriteOp;
using workbook_tests::few;
using workbook_tests::many_keys;
using workbook_tests::name_channels;

TEST_CASE("a key that was never written reads 0", "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        expect_equal(owner.read(1), 0, "nobody has written key 1");
        expect_equal(owner.read(-1), 0, "nobody has written key -1");
        expect_equal(owner.read(1), 0, "nobody has written key 1");
      },
      few);
}

TEST_CASE("a read gives the value last written for its key", "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        expect(owner.write(1, 10), "the reply to the first write");
        expect_equal(owner.read(2), 0, "nobody has written key 2, only key 1");
        expect(owner.write(-1, 30), "the reply to the write of another key");
        expect(owner.write(1, 20), "the reply to the second write");
        expect_equal(owner.read(1), 20, "the value that was written last");
        expect_equal(owner.read(-1), 30, "the value of the other key");
      },
      few);
  // Though another client asked before it was written, and has no reply yet.
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    std::jthread other =
        start("other", [&] { static_cast<void>(owner.read(1)); });
    expect(owner.write(1, 10), "the reply to the write");
    expect_equal(owner.read(1), 10,
                 "the value that was written before this read was begun");
  });
  // Whatever the keys and the values, and however many.
  explore(
      [] {
        StatefulOwner owner;
        const std::vector<int> keys = many_keys(100);
        for (const int key : keys) {
          expect(owner.write(key, ~key), "the reply of a write is true");
        }
        for (const int key : keys) {
          expect_equal(owner.read(key), ~key, "the value of this key");
        }
      },
      {.schedules = 10});
}

TEST_CASE("every owner has a map of its own", "[09][task1]") {
  explore(
      [] {
        StatefulOwner mine;
        StatefulOwner yours;
        expect(mine.write(1, 10), "the reply to the write");
        expect_equal(yours.read(1), 0,
                     "nobody has written key 1 of this owner");
      },
      few);
}

TEST_CASE("anybody may send requests with a reply channel of their own",
          "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        expect(ask_write(owner.writes(), 1, 10, 1), "the reply to the write");
        expect_equal(ask_read(owner.reads(), 1, 0), 10, "what was written");
        const auto written = make_channel<bool>();
        for (const int value : {20, 30}) {
          owner.writes().send(WriteOp{1, value, written});
          expect_equal(written->receive(), true, "the reply to the write");
          expect_equal(owner.read(1), value, "what was written");
        }
      },
      few);
}

TEST_CASE("a client that never receives its reply holds nobody up",
          "[09][task1]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto unread = make_channel<int>(1);
    owner.reads().send(ReadOp{1, unread});
    expect(owner.write(1, 10),
           "the owner answers others, though nobody has received that reply");
    expect_equal(
        owner.read(1), 10,
        "the owner answers others, though nobody has received that reply");
    const std::optional<int> reply = unread->receive();
    expect(reply == 0 || reply == 10,
           "the reply: the value of key 1, before the write or after it");
  });
  // Nor does one that has let its reply channel go.
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        owner.writes().send(WriteOp{1, 10, make_channel<bool>(1)});
        owner.reads().send(ReadOp{1, make_channel<int>(1)});
        settle();  // A write is done when its reply is there: nobody sees it.
        expect_equal(owner.read(1), 10, "the owner went on, and has written");
      },
      few);
}

TEST_CASE("an owner that has nothing to do waits", "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        settle();
        owner.write(1, 10);
        settle();
        expect_equal(owner.read(1), 10, "what was written");
      },
      {.schedules = 200, .max_steps = 2'000});
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        std::this_thread::sleep_for(std::chrono::hours{1});
        expect_equal(owner.read(1), 0, "nobody has written key 1");
      },
      {.schedules = 50, .needs_virtual_time = true, .max_steps = 2'000});
}

TEST_CASE("the owner answers on reply channels without room", "[09][task1]") {
  explore([] {
    StatefulOwner owner{0};
    name_channels(owner);
    std::jthread writer = start("writer", [&] {
      expect(owner.write(1, 10), "the reply to the write");
    });
    const int seen = owner.read(1);
    expect(seen == 0 || seen == 10, "the value before the write or after it");
  });
  // However late a client comes for its answer.
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
        const auto reply = make_channel<int>();
        owner.reads().send(ReadOp{1, reply});
        std::this_thread::sleep_for(std::chrono::hours{24 * 400});
        expect_equal(reply->receive(), 0,
                     "the reply, for which the client comes after 400 days");
      },
      {.schedules = 20, .needs_virtual_time = true});
}

// The owner waits for requests first, we second: it serves the first request,
// waits again, behind us, and the second one comes to us.
TEST_CASE("clients wait on reply channels of the capacity they were given",
          "[09][task1]") {
  for (const std::size_t capacity : {0U, 1U, 2U, 100U}) {
    const auto body = [capacity](auto ask, auto requests_of, auto answer) {
      StatefulOwner owner{capacity};
      name_channels(owner);
      Channel<int> finished;
      settle();
      std::jthread client = start("client", [&] {
        ask(owner);
        ask(owner);
        finished.close();
      });
      workbook::select(on_receive(std::invoke(requests_of, owner),
                                  [&](auto request) {
                                    expect_equal(
                                        request->reply->capacity(), capacity,
                                        "the capacity the owner was made with");
                                    request->reply->send(answer);
                                  }),
                       on_receive(finished, [](std::optional<int>) {}));
    };
    explore(
        [&] {
          body([](StatefulOwner& owner) { owner.read(1); },
               &StatefulOwner::reads, 0);
          body([](StatefulOwner& owner) { owner.write(1, 10); },
               &StatefulOwner::writes, true);
        },
        few);
  }
}
