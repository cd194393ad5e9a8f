// Assignment: in chapters/03-rendezvous/channel.hpp, let send() wait in a line
// of senders when no receiver waits, and receive() take the value of the one
// that came first. No value is kept in between: a send is over when a receiver
// has its value, and not before.

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;

TEST_CASE("a send returns only after a receiver has the value", "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::atomic<bool> returned{false};
    std::jthread sender = start("sender", [&] {
      channel.send(7);
      returned = true;
    });
    settle();
    expect(!returned, "the send waits: nobody has received yet");
    expect_equal(channel.receive(), 7,
                 "the receive gives the value that was sent");
  });
}

TEST_CASE("a wake-up without a receiver does not end a send", "[03][task2]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::atomic<bool> received{false};
        std::jthread sender = start("sender", [&] {
          channel.send(7);
          expect(received, "the send returns after a receive, not before");
        });
        settle();
        received = true;
        expect_equal(channel.receive(), 7,
                     "the receive gives the value that was sent");
      },
      {.spurious_wakeups = true});
}

TEST_CASE("send and receive meet, whichever comes first", "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender = start("sender", [&] {
      channel.send(1);
      channel.send(2);
      channel.send(3);
    });
    expect_equal(channel.receive(), 1,
                 "the receive gives the value sent first");
    expect_equal(channel.receive(), 2,
                 "the receive gives the value sent second");
    expect_equal(channel.receive(), 3,
                 "the receive gives the value sent third");
  });
}

TEST_CASE("senders that wait are served first come, first served",
          "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    const auto sender = [&](const char* role, int value) {
      explorer::name_thread(role);
      channel.send(value);
    };
    std::jthread first{sender, "first sender", 10};
    settle();
    std::jthread second{sender, "second sender", 11};
    settle();
    std::jthread third{sender, "third sender", 12};
    settle();
    expect_equal(channel.receive(), 10,
                 "the receive gives the first sender's value");
    expect_equal(channel.receive(), 11,
                 "the receive gives the second sender's value");
    expect_equal(channel.receive(), 12,
                 "the receive gives the third sender's value");
  });
}

TEST_CASE("a newcomer cannot overtake a sender that waits", "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    const auto sender = [&](const char* role, int value) {
      explorer::name_thread(role);
      channel.send(value);
    };
    std::jthread first{sender, "first", 10};
    settle();
    std::jthread newcomer{sender, "newcomer", 11};
    expect_equal(channel.receive(), 10, "the value of the sender that waited");
    expect_equal(channel.receive(), 11, "the value of the newcomer");
  });
}

TEST_CASE("a receive lets that sender go on whose value it took",
          "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::atomic<bool> first_returned{false};
    std::atomic<bool> second_returned{false};
    std::jthread first = start("first sender", [&] {
      channel.send(10);
      first_returned = true;
    });
    settle();
    std::jthread second = start("second sender", [&] {
      channel.send(11);
      second_returned = true;
    });
    settle();
    expect_equal(channel.receive(), 10,
                 "the receive gives the first sender's value");
    settle();
    expect(first_returned,
           "the first send has returned: its value was received");
    expect(!second_returned, "the second send waits: nobody has its value");
    expect_equal(channel.receive(), 11,
                 "the receive gives the second sender's value");
  });
}

namespace {

/// Throws an exception, which meets an object that calls `at_the_end` when it
/// is destroyed.
template <class Call>
void while_unwinding(Call at_the_end) {
  struct CallsAtTheEnd {
    ~CallsAtTheEnd() { call(); }
    Call& call;
  };
  try {
    const CallsAtTheEnd object{at_the_end};
    throw 1;
  } catch (int) {
  }
}

}  // namespace

TEST_CASE("a receive that is over takes no second value", "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread receiver = start("receiver", [&] {
      expect_equal(channel.receive(), 10,
                   "the receive gives the value sent first");
    });
    settle();
    channel.send(10);
    std::atomic<bool> returned{false};
    std::jthread sender = start("sender", [&] {
      channel.send(11);
      returned = true;
    });
    settle();
    expect(!returned,
           "the second send waits: the only receiver has had its value");
    expect_equal(channel.receive(), 11,
                 "the receive gives the value sent second");
  });
  // An exception is on its way, but none of the channel's.
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread partner = start("partner", [&] {
      expect_equal(channel.receive(), 10,
                   "the receive gives the value that a destructor sends");
      channel.send(11);
    });
    settle();
    while_unwinding([&] { channel.send(10); });
    settle();
    while_unwinding([&] {
      expect_equal(channel.receive(), 11,
                   "the receive in a destructor gives the value sent");
    });
    std::jthread receiver = start("receiver", [&] {
      expect_equal(channel.receive(), 12,
                   "the receive gives the value sent last: no other waits");
    });
    settle();
    channel.send(12);
  });
}

TEST_CASE("two threads can talk both ways over one channel", "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread partner = start("partner", [&] {
      expect_equal(channel.receive(), 1,
                   "the partner receives what main has sent");
      channel.send(2);
    });
    channel.send(1);
    expect_equal(channel.receive(), 2,
                 "main receives the partner's answer, not its own value");
  });
}

TEST_CASE("the sender sees what the receiver did before the receive",
          "[03][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    int prepared = 0;
    std::jthread receiver = start("receiver", [&] {
      prepared = 42;
      channel.receive();
    });
    channel.send(7);
    expect_equal(prepared, 42, "what the receiver wrote before it received");
  });
}

TEST_CASE("every value arrives once, at one of the receivers", "[03][task2]") {
  const auto body = [] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::vector<int> ours;
    std::vector<int> theirs;
    {
      const auto sender = [&](const char* role, int value) {
        explorer::name_thread(role);
        channel.send(value);
        channel.send(value + 1);
      };
      std::jthread first{sender, "first sender", 10};
      std::jthread second{sender, "second sender", 20};
      std::jthread receiver = start("other receiver", [&] {
        theirs.push_back(channel.receive().value());
        theirs.push_back(channel.receive().value());
      });
      ours.push_back(channel.receive().value());
      ours.push_back(channel.receive().value());
    }
    ours.insert(ours.end(), theirs.begin(), theirs.end());
    std::ranges::sort(ours);
    expect_equal(ours, std::vector{10, 11, 20, 21},
                 "what both receivers got: each value once");
  };
  explore(body);
  explore(body, {.schedules = 300, .spurious_wakeups = true});
}

TEST_CASE("two channels know nothing of each other", "[03][task2]") {
  explore([] {
    Channel<int> reads;
    Channel<int> writes;
    explorer::name(reads, "reads");
    explorer::name(writes, "writes");
    std::jthread reader = start("reader", [&] { reads.send(1); });
    settle();
    std::jthread writer = start("writer", [&] { writes.send(2); });
    expect_equal(writes.receive(), 2,
                 "the receive gives what was sent to writes");
    expect_equal(reads.receive(), 1,
                 "the receive gives what was sent to reads");
  });
}
