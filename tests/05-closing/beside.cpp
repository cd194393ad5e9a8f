// Assignment: in chapters/03-rendezvous/channel.hpp, let a send or a receive
// that comes with the close end one way or the other. An operation that a
// partner has completed before the close is complete: it is not the close that
// it reports.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "sends.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook_tests::sends;

TEST_CASE("a receive that comes with the close ends", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread receiver = start("receiver", [&] {
      expect(!channel.receive(), "the receive gives nothing");
    });
    channel.close();
  });
}

TEST_CASE("a close beside a receive hides no value", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(7);
    std::jthread closer = start("closer", [&] { channel.close(); });
    expect_equal(channel.receive(), 7,
                 "the receive gives the value in the buffer");
    expect(!channel.receive(), "the receive gives nothing: all is received");
  });
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    channel.send(7);
    channel.send(8);
    bool sent = false;
    std::jthread sender = start("sender", [&] {
      try {
        channel.send(9);
        sent = true;
      } catch (const ClosedChannel&) {
        // the close came before there was room
      }
    });
    settle();
    std::jthread closer = start("closer", [&] { channel.close(); });
    expect_equal(channel.receive(), 7, "the receive gives the first value");
    expect_equal(channel.receive(), 8, "the receive gives the second value");
    const bool third = channel.receive().has_value();
    sender.join();
    expect(sent || !third,
           "the third send returns: its value has been received");
    expect(third || !sent,
           "the third receive gives a value: its send has returned");
  });
}

TEST_CASE("a send that comes with the close throws", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender =
        start("sender", [&] { expect(!sends(channel, 7), "the send throws"); });
    channel.close();
    expect(!channel.receive(),
           "the receive gives nothing: the send throws ClosedChannel");
  });
}

TEST_CASE("a value handed over before the close is received", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread receiver = start("receiver", [&] {
      expect_equal(channel.receive(), 7,
                   "the receive gives the value: its send was over");
      expect(!channel.receive(), "the next receive gives nothing");
    });
    settle();
    channel.send(7);
    channel.close();
  });
}

TEST_CASE("a send that was given room before the close succeeds",
          "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    std::jthread sender = start("sender", [&] {
      expect(sends(channel, 2),
             "the send returns: its value moved up before the close");
    });
    settle();
    expect_equal(channel.receive(), 1,
                 "the receive gives the value in the buffer");
    channel.close();
    expect_equal(channel.receive(), 2,
                 "the receive gives the value that moved up");
  });
}

TEST_CASE("a send whose value was received before the close succeeds",
          "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender = start("sender", [&] {
      expect(sends(channel, 7),
             "the send returns: its value was received before the close");
    });
    settle();
    expect_equal(channel.receive(), 7,
                 "the receive gives the value of the sender that waits");
    channel.close();
  });
}

TEST_CASE("every send is delivered or throws, and never both", "[05][task2]") {
  const auto body = [](std::size_t capacity) {
    Channel<int> channel{capacity};
    explorer::name(channel, "channel");
    std::atomic<int> sent{0};
    int delivered = 0;
    {
      const auto sender = [&](const char* role) {
        explorer::name_thread(role);
        sent += sends(channel, 7) ? 1 : 0;
      };
      std::jthread first{sender, "first"};
      std::jthread second{sender, "second"};
      std::jthread closer = start("closer", [&] { channel.close(); });
      while (channel.receive()) ++delivered;
    }
    expect_equal(sent, delivered,
                 "as many sends have returned as receives gave a value");
  };
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explore([&] { body(capacity); });
  }
  explore([&] { body(0); }, {.schedules = 300, .spurious_wakeups = true});
}

TEST_CASE("once a send has thrown, no other send succeeds", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    std::jthread sender = start("sender", [&] {
      expect(!sends(channel, 2),
             "the send throws: the first receive makes room, and comes after "
             "a send that has thrown");
    });
    std::jthread closer = start("closer", [&] { channel.close(); });
    expect(!sends(channel, 3),
           "the send throws: nobody has made room before the close");
    expect_equal(channel.receive(), 1,
                 "the receive gives the value in the buffer");
    expect(!channel.receive(),
           "the receive gives nothing: the other sends have thrown");
  });
}
