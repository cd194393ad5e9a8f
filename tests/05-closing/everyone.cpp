// Assignment: in chapters/03-rendezvous/channel.hpp, let close() wake all that
// wait. Receivers return with nothing, senders throw, and their values are not
// delivered.

#include <array>
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
using workbook_tests::sends;

TEST_CASE("close wakes every receiver that waits", "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    const auto receiver = [&](const char* role) {
      explorer::name_thread(role);
      expect(!channel.receive(),
             "the receive gives nothing: it is woken by the close");
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
      expect(!sends(channel, 7),
             "the send throws ClosedChannel: nobody has received");
    };
    std::jthread first{sender, "first"};
    std::jthread second{sender, "second"};
    std::jthread third{sender, "third"};
    settle();
    channel.close();
    expect(!channel.receive(),
           "the receive gives nothing: all three sends have thrown");
  });
}

TEST_CASE("close wakes senders that wait for room", "[05][task2]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(1);
    const auto sender = [&](const char* role, int value) {
      explorer::name_thread(role);
      expect(!sends(channel, value),
             "the send throws ClosedChannel: it was given no room");
    };
    std::jthread first{sender, "first sender", 2};
    std::jthread second{sender, "second sender", 3};
    settle();
    channel.close();
    expect_equal(channel.receive(), 1,
                 "the receive gives the value in the buffer");
    expect(!channel.receive(),
           "the receive gives nothing: the other sends have thrown");
    expect_equal(channel.size(), 0, "the size is 0: all is received");
  });
}

TEST_CASE("close wakes very many threads as it wakes one", "[05][task2]") {
  for (const bool they_send : {false, true}) {
    explore(
        [they_send] {
          Channel<int> channel;
          explorer::name(channel, "channel");
          std::atomic<int> woken{0};
          std::array<std::jthread, 150> threads;
          for (std::jthread& thread : threads) {
            thread = start(they_send ? "sender" : "receiver", [&] {
              if (they_send) {
                expect(!sends(channel, 7), "the send throws ClosedChannel");
              } else {
                expect(!channel.receive(), "the receive gives nothing");
              }
              ++woken;
              // Others are still to be woken, but closed it is.
              expect(!sends(channel, 8), "the send throws ClosedChannel");
            });
          }
          settle();
          channel.close();
          settle();
          expect_equal(woken, 150, "the threads that go on after the close");
        },
        {.schedules = 8, .max_steps = 1'000'000});
  }
}

TEST_CASE("a wake-up without a close ends no operation", "[05][task2]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::atomic<bool> closed{false};
        std::jthread receiver = start("receiver", [&] {
          expect(!channel.receive(), "the receive gives nothing");
          expect(closed, "the receive returns after the close, not before");
        });
        settle();
        closed = true;
        channel.close();
      },
      {.spurious_wakeups = true});
}

TEST_CASE("a sender that is woken sees what was done before the close",
          "[05][task2]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    int reason = 0;
    std::jthread sender = start("sender", [&] {
      expect(!sends(channel, 7), "the send throws: nobody receives");
      expect_equal(reason, 42, "what the closer wrote before the close");
    });
    reason = 42;
    channel.close();
  });
}

TEST_CASE("a receiver that gets the end sees what was done before the close",
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
      expect(!channel.receive(), "the receive gives nothing");
      expect_equal(total, 42, "what the closer wrote before the close");
    });
  }
}
