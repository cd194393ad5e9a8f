// Assignment: let stop() end the thread of a StatefulOwner, in
// chapters/09-stateful-owner/stateful_owner.hpp, whatever its clients do at
// that moment. A request that the owner has taken is answered; any other one
// throws ClosedChannel where it was made, and nobody waits in vain. Begin
// with two closes and a join, and an owner that ends when both are closed.

#include "stateful_owner.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "channel.hpp"
#include "clients.hpp"
#include "explorer.hpp"
#include "requests.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::name_thread;
using explorer::settle;
using explorer::start;
using workbook::ClosedChannel;
using workbook::make_channel;
using workbook::ReadOp;
using workbook::StatefulOwner;
using workbook::WriteOp;
using workbook_tests::name_channels;
using workbook_tests::read_throws;
using workbook_tests::throws;
using workbook_tests::write_throws;

TEST_CASE("an owner that nobody asked can be destroyed", "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        name_channels(owner);
      },
      {.max_steps = 2'000});
}

TEST_CASE("destroying an owner stops it", "[09][task1]") {
  explore([] {
    const auto reply = make_channel<int>(1);
    {
      StatefulOwner owner;
      name_channels(owner);
      expect(owner.write(1, 10), "the reply to the write");
      owner.reads().send(ReadOp{1, reply});
    }
    expect_equal(reply->receive(), 10, "the owner had taken this request");
  });
}

TEST_CASE("once stopped, reads and writes throw ClosedChannel", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    expect(owner.write(1, 10), "the reply to the write");
    owner.stop();
    expect(read_throws(owner), "a read throws");
    expect(write_throws(owner), "a write throws");
    const auto reply = make_channel<int>(1);
    expect(throws<ClosedChannel>([&] {
             owner.reads().send(ReadOp{1, reply});
           }),
           "a request of one's own throws");
  });
}

TEST_CASE("stop may be called again", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    owner.stop();
    owner.stop();
    expect(read_throws(owner), "a read throws, as after the first stop");
  });
}

TEST_CASE("several threads may stop the owner at once", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto stop = [&owner](const char* role) {
      name_thread(role);
      owner.stop();
      expect(read_throws(owner), "a read throws: the owner has stopped");
      expect(write_throws(owner), "a write throws: the owner has stopped");
    };
    std::jthread first{stop, "first stopper"};
    std::jthread second{stop, "second stopper"};
  });
  // Each of them returns when the owner's thread has ended.
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto slow = make_channel<int>();
    owner.reads().send(ReadOp{1, slow});
    std::atomic<int> returned{0};
    const auto stop = [&] {
      owner.stop();
      ++returned;
    };
    std::jthread first = start("first stopper", stop);
    std::jthread second = start("second stopper", stop);
    settle();
    expect_equal(returned.load(), 0,
                 "stops that have returned while the owner has a reply to "
                 "hand over");
    expect_equal(slow->receive(), 0, "the reply: nobody has written key 1");
  });
}

TEST_CASE("a read that the owner has taken is answered", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    expect(owner.write(1, 10), "the reply to the write");
    const auto reply = make_channel<int>(1);
    owner.reads().send(ReadOp{1, reply});
    owner.stop();
    expect_equal(reply->receive(), 10, "the owner had taken this request");
  });
}

TEST_CASE("a write that the owner has taken is answered", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto reply = make_channel<bool>(1);
    owner.writes().send(WriteOp{1, 10, reply});
    owner.stop();
    expect_equal(reply->receive(), true, "the owner had taken this request");
  });
}

TEST_CASE("requests in flight are answered or throw", "[09][task2]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    std::jthread reader = start("reader", [&] {
      if (!read_throws(owner)) static_cast<void>(read_throws(owner));
    });
    std::jthread writer = start("writer", [&] {
      if (!write_throws(owner)) static_cast<void>(write_throws(owner));
    });
    owner.stop();
    expect(read_throws(owner), "a read throws: the owner has stopped");
    expect(write_throws(owner), "a write throws: the owner has stopped");
  });
}

TEST_CASE("requests in flight without room for the reply end as well",
          "[09][task2]") {
  explore([] {
    StatefulOwner owner{0};
    name_channels(owner);
    std::jthread reader =
        start("reader", [&] { static_cast<void>(read_throws(owner)); });
    std::jthread writer =
        start("writer", [&] { static_cast<void>(write_throws(owner)); });
    owner.stop();
  });
}

TEST_CASE("a stop waits for the client whose reply the owner is sending",
          "[09][task2]") {
  const auto stop_beside_a_client_that = [](auto takes_its_time) {
    StatefulOwner owner;
    name_channels(owner);
    const auto slow = make_channel<int>();
    owner.reads().send(ReadOp{1, slow});
    std::atomic<bool> stopped{false};
    std::jthread stopper = start("stopper", [&] {
      owner.stop();
      stopped = true;
    });
    std::jthread writer =
        start("writer", [&] { static_cast<void>(write_throws(owner)); });
    takes_its_time();
    expect(!stopped,
           "stop has not returned: the owner has a reply to hand over");
    const auto reply = slow->receive();
    expect(reply == 0 || reply == 10,
           "the reply: the value of key 1, before the write or after it");
  };
  explore([&] { stop_beside_a_client_that(settle); });
  explore(
      [&] {
        stop_beside_a_client_that(
            [] { std::this_thread::sleep_for(std::chrono::hours{1}); });
      },
      {.schedules = 200, .needs_virtual_time = true});
}
