// Assignment: finish chapters/03-rendezvous/channel_iterator.hpp so that a
// value is moved once on its way into a loop: from where the channel has it to
// where the loop sees it. If that move throws, the value is still in the
// channel.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "brittle.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"

using explorer::expect_equal;
using explorer::explore;
using workbook::Channel;
using workbook_tests::Brittle;
using workbook_tests::Broken;

namespace {

// What a loop shows last, if no move breaks.
std::optional<int> seen_in_a_loop(Channel<Brittle>& channel) {
  std::optional<int> seen;
  try {
    for (const Brittle& value : channel) seen = value.content();
  } catch (const Broken&) {
  }
  return seen;
}

}  // namespace

TEST_CASE("a value that breaks on its way into a loop is still there",
          "[05][task3]") {
  constexpr int more_than_anybody_needs = 6;
  for (int nth = 1; nth < more_than_anybody_needs; ++nth) {
    explore(
        [nth] {
          Channel<Brittle> channel{1};
          explorer::name(channel, "channel");
          Brittle::Moves moves{nth};
          std::atomic<int> told{0};
          workbook_tests::send_in_the_end(channel, 7, moves, told);
          channel.close();
          std::optional<int> seen = seen_in_a_loop(channel);
          if (!seen) seen = seen_in_a_loop(channel);
          expect_equal(seen, 7, "the loop, or a second one, shows the value");
        },
        workbook_tests::very_few);
  }
}
