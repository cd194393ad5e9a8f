// Assignment: finish Ring in chapters/04-buffering/ring.hpp, give the Channel
// in chapters/03-rendezvous/channel.hpp one, and let send() and receive() use
// it. As long as there is room a send does not wait, and as long as there are
// values a receive does not.

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook_tests::Copied;
using workbook_tests::Parcel;

TEST_CASE("a send does not wait while the buffer has room", "[04][task1]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    channel.send(3);
    expect_equal(channel.receive(), 1, "the receive gives the oldest value");
    expect_equal(channel.receive(), 2, "the receive gives the second value");
    expect_equal(channel.receive(), 3, "the receive gives the third value");
  });
}

TEST_CASE("values leave in the order in which they came, lap after lap",
          "[04][task1]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    channel.send(0);
    for (int value = 1; value < 10; ++value) {
      channel.send(value);
      expect_equal(channel.receive(), value - 1,
                   "the receive gives the older of two values");
    }
    channel.send(10);
    channel.send(11);
    expect_equal(channel.receive(), 9, "the receive gives the oldest of three");
    expect_equal(channel.receive(), 10, "the receive gives the next value");
    expect_equal(channel.receive(), 11, "the receive gives the last value");
  });
}

TEST_CASE("size counts the values in the buffer", "[04][task1]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    expect_equal(channel.size(), 0, "the size is 0: nothing was sent yet");
    channel.send(1);
    expect_equal(channel.size(), 1, "the size is 1: one value was sent");
    channel.send(2);
    expect_equal(channel.size(), 2, "the size is 2: two values were sent");
    channel.receive();
    expect_equal(channel.size(), 1, "the size is 1: one of two was received");
    channel.send(3);
    expect_equal(channel.size(), 2, "the size is 2: one more was sent");
    channel.receive();
    channel.receive();
    expect_equal(channel.size(), 0, "the size is 0: all were received");
  });
}

TEST_CASE("capacity is what the channel was made with", "[04][task1]") {
  explore([] {
    const Channel<int> small{1};
    const Channel<int> large{100};
    const Channel<int> none;
    expect_equal(small.capacity(), 1,
                 "the capacity: it was made for one value");
    expect_equal(large.capacity(), 100,
                 "the capacity: it was made for a hundred");
    const Channel<int> huge{70'000};
    expect_equal(huge.capacity(), 70'000,
                 "the capacity: it was made for seventy thousand");
    expect_equal(none.capacity(), 0, "the capacity: it was made for none");
    expect_equal(small.size(), 0, "the size is 0: nobody has sent");
    expect_equal(large.size(), 0, "the size is 0: nobody has sent");
  });
}

TEST_CASE("a receive from an empty buffer waits until a value is sent",
          "[04][task1]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    std::optional<int> result;
    {
      std::jthread receiver =
          start("receiver", [&] { result = channel.receive(); });
      settle();
      channel.send(7);
    }
    expect_equal(result, 7, "the receive gives the value that was sent");
    expect_equal(channel.size(), 0,
                 "the size is 0: the receiver has the value, not the buffer");
  });
}

TEST_CASE("receivers that wait are served before the buffer is filled",
          "[04][task1]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    std::optional<int> result[2];
    const auto receiver = [&](const char* role, int place) {
      explorer::name_thread(role);
      result[place] = channel.receive();
    };
    {
      std::jthread first{receiver, "first receiver", 0};
      settle();
      std::jthread second{receiver, "second receiver", 1};
      settle();
      channel.send(10);
      channel.send(11);
    }
    expect_equal(result[0], 10, "the first receiver gets the first value");
    expect_equal(result[1], 11, "the second receiver gets the second value");
    expect_equal(channel.size(), 0, "the size is 0: both values were received");
  });
}

TEST_CASE("a newcomer cannot take the value of a receiver that waits",
          "[04][task1]") {
  explore([] {
    Channel<int> channel{1};
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

TEST_CASE("the receiver sees what was done before the value was sent",
          "[04][task1]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    int first = 0;
    int second = 0;
    std::jthread sender = start("sender", [&] {
      first = 42;
      channel.send(1);
      second = 43;
      channel.send(2);
    });
    channel.receive();
    expect_equal(first, 42, "what the sender wrote before the first send");
    channel.receive();
    expect_equal(second, 43, "what the sender wrote before the second send");
  });
}

TEST_CASE("a value that can only be moved passes through the buffer",
          "[04][task1]") {
  explore([] {
    Channel<Parcel> channel{2};
    explorer::name(channel, "channel");
    channel.send(Parcel{1});
    channel.send(Parcel{2});
    const std::optional<Parcel> first = channel.receive();
    channel.send(Parcel{3});
    const std::optional<Parcel> second = channel.receive();
    expect(first && first->content() == 1,
           "the receive gives the parcel sent first");
    expect(second && second->content() == 2,
           "the receive gives the parcel sent second");
    expect_equal(channel.size(), 1, "the size is 1: the third parcel is left");
  });
}

TEST_CASE("values that nobody receives end with the channel", "[04][task1]") {
  explore([] {
    const auto value = std::make_shared<int>(7);
    {
      Channel<Copied> channel{3};
      for (int i = 0; i < 3; ++i) channel.send(Copied{value});
      for (int i = 0; i < 2; ++i) channel.receive();
      expect_equal(value.use_count(), 2,
                   "two hold the value: the test, and one in the buffer");
      for (int i = 0; i < 2; ++i) channel.send(Copied{value});
      expect_equal(value.use_count(), 4,
                   "four hold the value: the test, and three in the buffer");
    }
    expect_equal(value.use_count(), 1,
                 "the test alone holds the value: the channel is gone");
  });
}
