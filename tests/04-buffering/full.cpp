// Assignment: in chapters/03-rendezvous/channel.hpp, let a send wait while the
// buffer is full, and let a receive, which makes room, put the value of the
// sender that came first there at once. The room is never free while a sender
// waits, so no newcomer can take it.

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
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

TEST_CASE("a send waits while the buffer is full", "[04][task2]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    std::atomic<int> sent{0};
    std::jthread sender = start("sender", [&] {
      for (int value = 1; value <= 5; ++value) {
        channel.send(value);
        ++sent;
      }
    });
    settle();
    expect_equal(sent, 3, "three sends have returned: as many values as fit");
    expect_equal(channel.receive(), 1, "the receive gives the oldest value");
    settle();
    const int sent_then = sent;
    for (int value = 2; value <= 5; ++value) {
      expect_equal(channel.receive(), value, "the next value: none is lost");
    }
    expect_equal(sent_then, 4, "sends that had returned after one receive");
  });
}

TEST_CASE("a wake-up without room does not end a send", "[04][task2]") {
  explore(
      [] {
        Channel<int> channel{1};
        explorer::name(channel, "channel");
        channel.send(1);
        std::atomic<bool> received{false};
        std::jthread sender = start("sender", [&] {
          channel.send(2);
          expect(received, "the send returns after a receive, not before");
        });
        settle();
        received = true;
        expect_equal(channel.receive(), 1,
                     "the receive gives the value in the buffer");
        expect_equal(channel.receive(), 2,
                     "the receive gives the value that had to wait");
      },
      {.spurious_wakeups = true});
}

TEST_CASE("a receive gives its room to the sender that came first",
          "[04][task2]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    channel.send(0);
    channel.send(1);
    std::atomic<bool> first_returned{false};
    std::atomic<bool> second_returned{false};
    std::jthread first = start("first sender", [&] {
      channel.send(2);
      first_returned = true;
    });
    settle();
    std::jthread second = start("second sender", [&] {
      channel.send(3);
      second_returned = true;
    });
    settle();
    expect_equal(channel.receive(), 0, "the receive gives the oldest value");
    settle();
    expect(first_returned,
           "the first send has returned: its value is in the buffer");
    expect(!second_returned, "the second send waits: the buffer is full");
    expect_equal(channel.receive(), 1,
                 "the receive gives the other value in the buffer");
    expect_equal(channel.receive(), 2,
                 "the receive gives the first sender's value");
    expect_equal(channel.receive(), 3,
                 "the receive gives the second sender's value");
  });
}

TEST_CASE("values in the buffer come before those of senders that wait",
          "[04][task2]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    std::jthread sender = start("sender", [&] {
      channel.send(3);
      channel.send(4);
    });
    settle();
    for (int value = 1; value <= 4; ++value) {
      expect_equal(channel.receive(), value,
                   "the receive gives the values as they were sent");
    }
  });
}

TEST_CASE("a newcomer cannot take the room of a sender that waits",
          "[04][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    const auto sender = [&](const char* role, int value) {
      explorer::name_thread(role);
      channel.send(value);
    };
    std::jthread first{sender, "first", 2};
    settle();
    std::jthread newcomer{sender, "newcomer", 3};
    expect_equal(channel.receive(), 1,
                 "the receive gives the value in the buffer");
    expect_equal(channel.receive(), 2, "the value of the sender that waited");
    expect_equal(channel.receive(), 3, "the value of the newcomer");
  });
}

TEST_CASE("size leaves out the values of senders that wait", "[04][task2]") {
  explore([] {
    Channel<int> buffered{1};
    Channel<int> unbuffered;
    buffered.send(1);
    {
      std::jthread first = start("buffered sender", [&] { buffered.send(2); });
      std::jthread second =
          start("unbuffered sender", [&] { unbuffered.send(3); });
      settle();
      expect_equal(buffered.size(), 1, "the size is 1: no more fit");
      expect_equal(unbuffered.size(), 0,
                   "the size is 0: an unbuffered channel keeps nothing");
      buffered.receive();
      unbuffered.receive();
    }
    expect_equal(buffered.size(), 1,
                 "the size is 1: the value that waited has moved up");
    expect_equal(unbuffered.size(), 0,
                 "the size is 0: an unbuffered channel keeps nothing");
  });
}

TEST_CASE("size may be asked for while others send and receive",
          "[04][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    std::jthread sender = start("sender", [&] {
      channel.send(1);
      channel.send(2);
    });
    std::jthread watcher = start("watcher", [&] {
      expect(channel.size() <= 1, "the size is at most 1: no more fit");
      expect(channel.size() <= 1, "the size is at most 1: no more fit");
    });
    channel.receive();
    channel.receive();
  });
  // Never none and never more than two, whatever comes and goes meanwhile.
  explore([] {
    Channel<int> channel{4};
    explorer::name(channel, "channel");
    channel.send(1);
    std::jthread other = start("other", [&] {
      for (const int value : {2, 3}) {
        channel.send(value);
        channel.receive();
      }
    });
    for (int time = 0; time < 2; ++time) {
      const std::size_t size = channel.size();
      expect(size >= 1, "the size is at least 1: one value is always there");
      expect(size <= 2, "the size is at most 2: no more were ever there");
    }
  });
}

TEST_CASE("every value passes the buffer once", "[04][task2]") {
  const auto body = [](std::size_t capacity) {
    Channel<int> channel{capacity};
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
    expect_equal(channel.size(), 0, "the size is 0: as many receives as sends");
  };
  for (const std::size_t capacity : {1U, 2U}) {
    explore([&] { body(capacity); });
  }
  explore([&] { body(1); }, {.schedules = 300, .spurious_wakeups = true});
}

TEST_CASE("a channel for one value is a mutex", "[04][task2]") {
  explore([] {
    Channel<int> taken{1};
    explorer::name(taken, "taken");
    int visits = 0;
    const auto visitor = [&](const char* role) {
      explorer::name_thread(role);
      taken.send(0);  // waits while somebody else is inside
      ++visits;
      taken.receive();
    };
    {
      std::jthread first{visitor, "first visitor"};
      std::jthread second{visitor, "second visitor"};
      visitor("third visitor");
    }
    expect_equal(visits, 3, "the visits of all three, one at a time");
  });
}
