// Assignment: let the iterator in chapters/03-rendezvous/channel_iterator.hpp
// move each value to where the loop sees it, and do nothing else with it.

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "awkward.hpp"
#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::Channel;
using workbook_tests::Awkward;

TEST_CASE("a loop moves its values, whatever else can be done with them",
          "[05][task3]") {
  explore(
      [] {
        Channel<Awkward> channel{1};
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (int i = 0; i < 3; ++i) channel.send(Awkward(i));
          channel.close();
        });
        int next = 0;
        for (const Awkward& value : channel) {
          expect_equal(value.content(), next,
                       "the loop shows the values as they were sent");
          ++next;
        }
        expect_equal(next, 3, "the values that the loop has shown");
      },
      {.schedules = 100});
}
