// Assignment: in chapters/03-rendezvous/channel.hpp, carry values that are
// harder to carry than an int. They may have no default, no copy and no
// assignment; they may look like no value at all.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <thread>
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
using workbook_tests::Copied;
using workbook_tests::Parcel;

namespace {

/// A value of more than one word, and with an alignment of its own.
struct alignas(64) Wide {
  explicit Wide(long first) : numbers{first, -first, first + 1} {}
  bool operator==(const Wide&) const = default;
  std::array<long, 9> numbers;
};

/// Sends the values one after the other; both sides come first in turn.
template <class T>
void carry(const std::vector<T>& values) {
  explore(
      [&] {
        Channel<T> channel;
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (const T& value : values) channel.send(value);
        });
        for (const T& value : values) {
          const std::optional<T> received = channel.receive();
          expect(received.has_value(), "the receive gives a value");
          expect(*received == value,
                 "the receive gives the value that was sent");
        }
      },
      {.schedules = 100});
}

}  // namespace

TEST_CASE("a receiver that waits gets a value that can only be moved",
          "[03][task3]") {
  explore([] {
    Channel<Parcel> channel;
    explorer::name(channel, "channel");
    std::jthread receiver = start("receiver", [&] {
      const std::optional<Parcel> parcel = channel.receive();
      expect(parcel && parcel->content() == 7,
             "the receive gives the parcel that was sent");
    });
    settle();
    Parcel parcel{7};
    channel.send(std::move(parcel));
  });
}

TEST_CASE("a sender that waits hands over a value that can only be moved",
          "[03][task3]") {
  explore([] {
    Channel<std::unique_ptr<Parcel>> channel;
    explorer::name(channel, "channel");
    std::jthread sender =
        start("sender", [&] { channel.send(std::make_unique<Parcel>(7)); });
    settle();
    const auto parcel = channel.receive();
    expect(parcel && (*parcel)->content() == 7,
           "the receive gives the parcel that was sent");
  });
}

TEST_CASE("any value can be sent", "[03][task3]") {
  // Also one that looks like none: a channel needs no value for itself.
  carry(std::vector{0, -1, std::numeric_limits<int>::min(),
                    std::numeric_limits<int>::max()});
  carry(std::vector<std::optional<int>>{std::nullopt, 0, std::nullopt, 1});
  carry(std::vector<std::shared_ptr<int>>{nullptr, std::make_shared<int>(7),
                                          nullptr});
  carry(std::vector<std::string>{"", "a text that is too long for its string"});
  carry(std::vector{Wide{1}, Wide{0}, Wide{2}});
}

TEST_CASE("a value that was received is nowhere else", "[03][task3]") {
  for (const bool receiver_waits : {true, false}) {
    explore([receiver_waits] {
      const auto value = std::make_shared<int>(7);
      Channel<Copied> channel;
      {
        std::optional<Copied> received;
        std::jthread receiver = start("receiver", [&] {
          const auto result = channel.receive();
          received.emplace(*result);
        });
        if (receiver_waits) settle();
        channel.send(Copied{value});
        receiver.join();
        expect_equal(value.use_count(), 2,
                     "two hold the value: the test and the receiver");
      }
      expect_equal(value.use_count(), 1, "the test alone holds the value");
    });
  }
}
