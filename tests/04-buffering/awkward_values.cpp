// Assignment: let the Ring in chapters/04-buffering/ring.hpp move values into
// its slots and out of them, and do nothing else with them. A slot without a
// value is only room.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>

#include "awkward.hpp"
#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::explore;
using explorer::start;
using workbook::Channel;
using workbook_tests::Awkward;

namespace {

void expect_receive(Channel<Awkward>& channel, int content) {
  const std::optional<Awkward> received = channel.receive();
  expect(received && received->content() == content,
         "the receive gives the values as they were sent");
}

}  // namespace

TEST_CASE("a buffer moves its values, whatever else can be done with them",
          "[04][task2]") {
  // It is filled and emptied, and partly full at its end.
  for (const int capacity : {1, 2, 5, 150}) {
    explore(
        [capacity] {
          Channel<Awkward> channel{static_cast<std::size_t>(capacity)};
          explorer::name(channel, "channel");
          for (int i = 0; i < capacity; ++i) channel.send(Awkward(i));
          for (int i = 0; i < capacity; ++i) expect_receive(channel, i);
          channel.send(Awkward(capacity));
        },
        {.schedules = 1});
  }
  // A receive puts the value of a sender that waits into the buffer.
  explore(
      [] {
        Channel<Awkward> channel{2};
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (int i = 0; i < 4; ++i) channel.send(Awkward(i));
        });
        for (int i = 0; i < 4; ++i) expect_receive(channel, i);
      },
      {.schedules = 100});
}
