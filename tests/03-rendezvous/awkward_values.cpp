// Assignment: in chapters/03-rendezvous/channel.hpp, move values from place to
// place, and do nothing else with them.

#include <catch2/catch_test_macros.hpp>
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

TEST_CASE("a value is moved, whatever else can be done with it",
          "[03][task3]") {
  explore(
      [] {
        Channel<Awkward> channel;
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (const int content : {7, 8}) channel.send(Awkward(content));
        });
        for (const int content : {7, 8}) {
          const std::optional<Awkward> received = channel.receive();
          expect(received && received->content() == content,
                 "the receive gives the value that was sent");
        }
      },
      {.schedules = 100});
}
