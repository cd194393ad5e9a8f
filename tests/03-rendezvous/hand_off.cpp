// Assignment: in chapters/03-rendezvous/channel.hpp, let receive() wait in a
// line of receivers, and send() hand its value to the one that came first.
// Everything here happens while a receiver waits already: send() need not
// wait yet.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <type_traits>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<Channel<int>> &&
                  !std::is_move_constructible_v<Channel<int>>,
              "threads refer to a channel: it is neither copied nor moved");

TEST_CASE("a receiver that waits gets the value that is sent", "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::optional<int> result;
    {
      std::jthread receiver =
          start("receiver", [&] { result = channel.receive(); });
      settle();
      channel.send(7);
    }
    expect_equal(result, 7, "the receive gives the value that was sent");
  });
}

TEST_CASE("a receive waits until a value is sent", "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::atomic<bool> returned{false};
    std::jthread receiver = start("receiver", [&] {
      channel.receive();
      returned = true;
    });
    settle();
    expect(!returned, "the receive waits: nobody has sent a value yet");
    channel.send(7);
  });
}

TEST_CASE("a wake-up without a value does not end a receive", "[03][task1]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::optional<int> result;
        {
          std::jthread receiver =
              start("receiver", [&] { result = channel.receive(); });
          settle();
          channel.send(7);
        }
        expect_equal(result, 7, "the receive waits for the value that is sent");
      },
      {.spurious_wakeups = true});
}

TEST_CASE("receivers that wait are served first come, first served",
          "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::optional<int> result[3];
    const auto receiver = [&](const char* role, int place) {
      explorer::name_thread(role);
      result[place] = channel.receive();
    };
    {
      std::jthread first{receiver, "first receiver", 0};
      settle();
      std::jthread second{receiver, "second receiver", 1};
      settle();
      std::jthread third{receiver, "third receiver", 2};
      settle();
      channel.send(10);
      channel.send(11);
      channel.send(12);
    }
    expect_equal(result[0], 10, "the first receiver gets the first value");
    expect_equal(result[1], 11, "the second receiver gets the second value");
    expect_equal(result[2], 12, "the third receiver gets the third value");
  });
}

TEST_CASE("a newcomer cannot overtake a receiver that waits", "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::optional<int> early;
    std::optional<int> late;
    {
      std::jthread first = start("first", [&] { early = channel.receive(); });
      settle();
      std::jthread newcomer =
          start("newcomer", [&] { late = channel.receive(); });
      channel.send(10);
      settle();
      channel.send(11);
    }
    expect_equal(early, 10, "the receiver that waited gets the first value");
    expect_equal(late, 11, "the newcomer gets the next value");
  });
}

TEST_CASE("a value sent to one receiver leaves the others waiting",
          "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::atomic<int> returned{0};
    const auto receiver = [&](const char* role) {
      explorer::name_thread(role);
      channel.receive();
      ++returned;
    };
    std::jthread first{receiver, "first receiver"};
    std::jthread second{receiver, "second receiver"};
    settle();
    channel.send(10);
    settle();
    expect_equal(returned, 1,
                 "of two receives one has returned: one value was sent");
    channel.send(11);
  });
}

TEST_CASE("the receiver sees what the sender did before the send",
          "[03][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    int message = 0;
    std::jthread receiver = start("receiver", [&] {
      channel.receive();
      expect_equal(message, 42, "what the sender wrote before it sent");
    });
    settle();
    message = 42;
    channel.send(7);
  });
}

TEST_CASE("a receive that waits does nothing meanwhile", "[03][task1]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::jthread receiver = start("receiver", [&] { channel.receive(); });
        for (int day = 0; day < 200; ++day) std::this_thread::sleep_for(24h);
        channel.send(7);
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}
