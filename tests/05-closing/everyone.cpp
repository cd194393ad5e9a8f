// Assignment: in chapters/03-rendezvous/channel.hpp, let close() wake everyone
// who waits. Receivers return with nothing, senders throw, and their values
// are not delivered. An operation that a partner has completed before the
// close is complete: it is not the close that it reports.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;

namespace {

// True when the value was sent, false when the channel was closed.
bool sends(Channel<int>& channel, int value) {
  try {
    channel.send(value);
    return true;
  } catch (const ClosedChannel&) {
    return false;
  }
}

}  // namespace

TEST_CASE("close wakes every receiver that waits", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    const auto receiver = [&](const char* role) {
      explorer::name_thread(role);
      expect(!channel.receive(), "nobody has sent, and nobody will");
    };
    std::jthread first{receiver, "first"};
    std::jthread second{receiver, "second"};
    std::jthread third{receiver, "third"};
    settle();
    channel.close();
  });
}

TEST_CASE("close wakes every sender that waits, and their sends throw",
          "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    const auto sender = [&](const char* role) {
      explorer::name_thread(role);
      expect(!sends(channel, 7), "nobody has its value, and nobody will");
    };
    std::jthread first{sender, "first"};
    std::jthread second{sender, "second"};
    std::jthread third{sender, "third"};
    settle();
    channel.close();
    expect(!channel.receive(), "no value of a send that throws is delivered");
  });
}

TEST_CASE("close wakes senders that wait for room", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    const auto sender = [&](const char* role, int value) {
      explorer::name_thread(role);
      expect(!sends(channel, value), "there was no room before the close");
    };
    std::jthread first{sender, "first sender", 2};
    std::jthread second{sender, "second sender", 3};
    settle();
    channel.close();
    expect_equal(channel.receive(), 1, "the value in the buffer is delivered");
    expect(!channel.receive(), "those of sends that throw are not");
    expect_equal(channel.size(), 0, "nor are they kept");
  });
}

TEST_CASE("a receive that comes with the close ends", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread receiver =
        start("receiver", [&] { expect(!channel.receive(), "nobody sends"); });
    channel.close();
  });
}

TEST_CASE("a close beside a receive hides no value", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(7);
    std::jthread closer = start("closer", [&] { channel.close(); });
    expect_equal(channel.receive(), 7, "the value was there before the close");
    expect(!channel.receive(), "and there is no other");
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
    expect_equal(channel.receive(), 7, "the first value was there");
    expect_equal(channel.receive(), 8, "and so was the second");
    const bool third = channel.receive().has_value();
    sender.join();
    expect_equal(third, sent, "the third is there if it was sent");
  });
}

TEST_CASE("who receives the end sees what was done before the close",
          "[05][task2]") {
  // Alone, and beside somebody else who receives it.
  for (const bool closer_receives : {false, true}) {
    explore([closer_receives] {
      Channel<int> channel;
      explorer::name(channel, "channel");
      int total = 0;
      std::jthread closer = start("closer", [&] {
        total = 42;
        channel.close();
        if (closer_receives) channel.receive();
      });
      expect(!channel.receive(), "nobody sends");
      expect_equal(total, 42, "written before the close");
    });
  }
}

TEST_CASE("a send that comes with the close throws", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender =
        start("sender", [&] { expect(!sends(channel, 7), "nobody receives"); });
    channel.close();
    expect(!channel.receive(), "the send has thrown, or will");
  });
}

TEST_CASE("a wake-up without a close ends no operation", "[05][task2]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::atomic<bool> closed{false};
        std::jthread receiver = start("receiver", [&] {
          expect(!channel.receive(), "nobody sends");
          expect(closed, "there was no end to report before the close");
        });
        settle();
        closed = true;
        channel.close();
      },
      {.spurious_wakeups = true});
}

TEST_CASE("a value handed over before the close is received", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread receiver = start("receiver", [&] {
      expect_equal(channel.receive(), 7, "the send was over before the close");
      expect(!channel.receive(), "after it comes the end");
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
      expect(sends(channel, 2), "it moved up before the close");
    });
    settle();
    expect_equal(channel.receive(), 1, "the value in the buffer");
    channel.close();
    expect_equal(channel.receive(), 2, "the value that moved up");
  });
}

TEST_CASE("a send whose value was received before the close succeeds",
          "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender = start("sender", [&] {
      expect(sends(channel, 7), "a receiver had it before the close");
    });
    settle();
    expect_equal(channel.receive(), 7, "the value of the sender that waits");
    channel.close();
  });
}

TEST_CASE("every send is delivered or throws, and never both", "[05][task2]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explore([capacity] {
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
                   "as many receives as sends that did not throw");
    });
  }
}

TEST_CASE("once a send has thrown, no other send succeeds", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    std::jthread sender = start("sender", [&] {
      expect(!sends(channel, 2), "there is no room before the close");
    });
    std::jthread closer = start("closer", [&] { channel.close(); });
    expect(!sends(channel, 3), "there is no room before the close");
    expect_equal(channel.receive(), 1, "the value that was in the buffer");
    expect(!channel.receive(), "nothing was accepted after the close");
  });
}

TEST_CASE("a sender that is woken sees what was done before the close",
          "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    int reason = 0;
    std::jthread sender = start("sender", [&] {
      expect(!sends(channel, 7), "nobody receives");
      expect_equal(reason, 42, "written before the close");
    });
    reason = 42;
    channel.close();
  });
}
