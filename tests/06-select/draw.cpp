// Assignment: let select be fair. Of the cases that can proceed at once it
// takes one at random, each with the same chance; cases that cannot proceed
// change nothing about that, nor does what was taken before. File:
// chapters/06-select/selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdlib>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::ignore;

namespace {

// A count of so many fair draws strays further than this from its mean less
// than once in 100,000 programs: four and a half times its deviation.
constexpr int draws = 10'000;
constexpr int tolerance = 225;
constexpr explorer::Options one_long_schedule{
    .schedules = 1, .clock_ticks = true, .max_steps = 20'000'000};

bool about(int count, int mean) { return std::abs(count - mean) < tolerance; }

}  // namespace

TEST_CASE("all cases that can proceed have the same chance", "[06][task1]") {
  explore(
      [] {
        std::array<Channel<int>, 4> silent;
        Channel<int> ended;
        Channel<int> roomy{draws};
        Channel<int> also_ended;
        ended.close();
        also_ended.close();
        std::array<int, 7> taken{};
        for (int i = 0; i < draws; ++i) {
          ++taken.at(select(on_receive(silent[0], ignore),
                            on_send(silent[1], i), on_receive(ended, ignore),
                            on_send(roomy, i), on_send(silent[2], i),
                            on_receive(also_ended, ignore),
                            on_receive(silent[3], ignore)));
        }
        expect_equal(taken[2] + taken[3] + taken[5], draws,
                     "only three cases can proceed");
        expect(about(taken[2], draws / 3),
               "the first is taken every third time");
        expect(about(taken[3], draws / 3), "so is the second");
        expect(about(taken[5], draws / 3), "so is the third");
      },
      one_long_schedule);
}

TEST_CASE("one draw says nothing about the next", "[06][task1]") {
  explore(
      [] {
        Channel<int> ended;
        Channel<int> also_ended;
        ended.close();
        also_ended.close();
        int same = 0;
        std::size_t previous = 0;
        for (int i = 0; i < draws; ++i) {
          const std::size_t taken =
              select(on_receive(ended, ignore), on_receive(also_ended, ignore));
          if (taken == previous) ++same;
          previous = taken;
        }
        expect(about(same, draws / 2), "half of the draws repeat the last one");
      },
      one_long_schedule);
  // Nor about the next of another thread, which draws at the same time. No
  // channel's mutex orders the two.
  explore([] {
    const auto draw = [] {
      Channel<int> ended;
      Channel<int> also_ended;
      ended.close();
      also_ended.close();
      select(on_receive(ended, ignore), on_receive(also_ended, ignore));
    };
    std::jthread other{draw};
    draw();
  });
  // Nor do all threads draw the same.
  explore(
      [] {
        constexpr int threads = 40;
        Channel<int> ended;
        Channel<int> also_ended;
        ended.close();
        also_ended.close();
        int first = 0;
        for (int i = 0; i < threads; ++i) {
          start("newcomer", [&] {
            const std::size_t taken = select(on_receive(ended, ignore),
                                             on_receive(also_ended, ignore));
            if (taken == 0) ++first;
          }).join();
        }
        expect(first > 0 && first < threads, "threads draw differently");
      },
      one_long_schedule);
}
