// Assignment: finish chapters/03-rendezvous/channel_iterator.hpp, and begin()
// in channel.hpp, so that `for (T& value : channel)` receives one value after
// the other and ends when the channel is closed and drained. A loop receives
// what it shows and nothing else: leave it early, and the next value is still
// there.

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook_tests::Parcel;

using Iterator = decltype(std::declval<Channel<int>&>().begin());
static_assert(
    std::input_iterator<Iterator>,
    "begin() gives what the standard library calls an input iterator");
static_assert(std::sentinel_for<std::default_sentinel_t, Iterator>,
              "an iterator can be compared with what end() gives");
static_assert(std::is_same_v<std::iter_reference_t<Iterator>, int&>,
              "*iterator is the value itself, so that it can be moved away");

TEST_CASE("a loop receives every value in order and ends with the channel",
          "[05][task3]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    channel.send(3);
    channel.close();
    std::vector<int> values;
    for (const int value : channel) values.push_back(value);
    expect_equal(values, std::vector{1, 2, 3},
                 "what the loop has shown: all values, in order");
    expect(channel.begin() == channel.end(), "a second loop ends at once");
  });
  // Also if it is the loop that closes it.
  explore([] {
    Channel<int> channel{3};
    for (const int value : {1, 2, 3}) channel.send(value);
    std::vector<int> values;
    for (const int value : channel) {
      if (value == 2) channel.close();
      values.push_back(value);
    }
    expect_equal(values, std::vector{1, 2, 3},
                 "what the loop has shown: all values, in order");
  });
}

TEST_CASE("a loop waits for values until the channel is closed",
          "[05][task3]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender = start("sender", [&] {
      channel.send(1);
      channel.send(2);
      channel.close();
    });
    std::vector<int> values;
    for (const int value : channel) values.push_back(value);
    expect_equal(values, std::vector{1, 2},
                 "what the loop has shown when it ended");
  });
}

TEST_CASE("an empty buffer does not end a loop", "[05][task3]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    std::atomic<int> seen{0};
    std::jthread receiver = start("receiver", [&] {
      for (const int value : channel) seen += value;
    });
    settle();
    channel.send(1);
    settle();
    expect_equal(seen, 1, "the loop has shown the first value, and waits");
    channel.send(2);
    settle();
    expect_equal(seen, 3, "the loop has shown the second value, too");
    channel.close();
  });
}

TEST_CASE("leaving a loop early leaves the other values in the channel",
          "[05][task3]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    channel.send(3);
    for (const int value : channel) {
      expect_equal(value, 1, "the loop shows the oldest value first");
      break;
    }
    expect_equal(channel.size(), 2, "the size is 2: the loop has received one");
    expect_equal(channel.receive(), 2, "the receive gives the value after it");
    channel.close();
    for (const int value : channel) {
      expect_equal(value, 3, "the loop shows the value that is left");
    }
  });
}

TEST_CASE("a loop takes the next value only when it is asked to",
          "[05][task3]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::atomic<int> sent{0};
    std::jthread sender = start("sender", [&] {
      channel.send(1);
      ++sent;
      channel.send(2);
      ++sent;
    });
    for (const int value : channel) {
      settle();
      expect_equal(sent, value,
                   "as many sends have returned as the loop has shown values");
      if (value == 2) break;
    }
  });
}

TEST_CASE("a value may be looked at twice, and changed", "[05][task3]") {
  explore([] {
    Channel<int> channel{2};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    auto position = channel.begin();
    expect_equal(*position, 1, "the iterator shows the oldest value");
    expect_equal(*position, 1, "the iterator shows the same value again");
    *position = 10;
    expect_equal(*position, 10, "the iterator shows what was put in its place");
    expect_equal(channel.size(), 1, "the size is 1: one of two was received");
    ++position;
    expect_equal(*position, 2, "the iterator shows the next value");
  });
}

TEST_CASE("a value can be moved out of a loop", "[05][task3]") {
  explore([] {
    Channel<Parcel> channel{2};
    explorer::name(channel, "channel");
    channel.send(Parcel{1});
    channel.send(Parcel{2});
    channel.close();
    int next = 1;
    for (Parcel& parcel : channel) {
      const Parcel ours{std::move(parcel)};
      expect_equal(ours.content(), next,
                   "the loop shows the parcels as they were sent");
      ++next;
    }
    expect_equal(next, 3, "the loop has shown two parcels");
  });
}

TEST_CASE("two loops share the values", "[05][task3]") {
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    std::atomic<int> seen{0};
    {
      const auto receiver = [&](const char* role) {
        explorer::name_thread(role);
        for (const int value : channel) seen += value;
      };
      std::jthread first{receiver, "first receiver"};
      std::jthread second{receiver, "second receiver"};
      channel.send(1);
      channel.send(10);
      channel.send(100);
      channel.close();
    }
    expect_equal(seen, 111, "the sum of what both loops have shown");
  });
}

TEST_CASE("algorithms of the standard library can receive", "[05][task3]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    for (const int value : {1, 2, 3}) channel.send(value);
    channel.close();
    const auto at = std::ranges::find(channel.begin(), channel.end(), 2);
    expect(at != channel.end() && *at == 2, "the search ends at the value 2");
    expect_equal(channel.receive(), 3, "the receive gives what comes after it");
  });
  // Some go on without a look at the value.
  explore([] {
    Channel<int> channel{3};
    for (const int value : {1, 2, 3}) channel.send(value);
    auto at = channel.begin();
    ++at;
    expect_equal(*at, 2, "the value one step from the first");
    at++;
    expect_equal(*at, 3, "the value two steps from the first");
  });
}
