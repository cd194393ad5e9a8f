// Assignment: let select be fair. Of the cases that can proceed at once it
// takes one at random, each with the same chance, whatever makes it ready;
// cases that cannot proceed change nothing about that, nor does what was taken
// before. File: chapters/06-select/selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include "channel.hpp"
#include "counts.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "throws.hpp"

using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::ignore;
using workbook_tests::throws;

namespace {

constexpr int draws = 10'000;
constexpr explorer::Options one_long_schedule{
    .schedules = 1, .clock_ticks = true, .max_steps = 20'000'000};

/// Fails unless `count` is near the mean of fair draws. It is further off than
/// five and a half of its deviations once in 25 million counts.
void expect_about(int count, double mean, const std::string& what) {
  if (std::abs(count - mean) < 5.5 * std::sqrt(mean)) return;
  explorer::fail_count(count, static_cast<int>(std::lround(mean)),
                       what.c_str());
}

/// Fails unless each of the cases that could proceed was taken as often as
/// every other.
void expect_even(std::span<const int> taken, int in_all = draws) {
  const double mean = in_all / static_cast<double>(taken.size());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    expect_about(taken[i], mean,
                 "of " + std::to_string(taken.size()) +
                     " cases that can proceed in " + std::to_string(in_all) +
                     " draws, number " + std::to_string(i + 1) + " is taken");
  }
}

/// Draws one of many cases that can proceed. Each has a channel of its own: no
/// mutex need be locked twice, which is task 4's.
template <std::size_t count, std::size_t... Cases>
std::size_t draw_one(std::array<Channel<int>, count>& ended,
                     std::index_sequence<Cases...>) {
  return select(on_receive(ended[Cases], ignore)...);
}

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
        expect_even(std::array{taken[2], taken[3], taken[5]});
      },
      one_long_schedule);
  // However many they are.
  explore(
      [] {
        constexpr std::size_t many = 20;
        constexpr int fewer_draws = 800;
        std::array<Channel<int>, many> ended;
        for (Channel<int>& channel : ended) channel.close();
        std::array<int, many> taken{};
        for (int i = 0; i < fewer_draws; ++i) {
          ++taken.at(draw_one(ended, std::make_index_sequence<many>{}));
        }
        expect_even(taken, fewer_draws);
      },
      one_long_schedule);
}

TEST_CASE("no reason to proceed comes before another", "[06][task1]") {
  explore(
      [] {
        std::array<Channel<int>, 3> ended;
        std::array roomy{Channel<int>{draws}, Channel<int>{draws}};
        std::array filled{Channel<int>{draws}, Channel<int>{draws},
                          Channel<int>{draws}};
        std::array<Channel<int>, 2> sent_to;
        std::array<Channel<int>, 2> received_from;
        for (Channel<int>& channel : ended) channel.close();
        for (Channel<int>& channel : filled) {
          for (int i = 0; i < draws; ++i) channel.send(i);
        }
        const auto send_on = [](Channel<int>& channel) {
          return start("sender", [&channel] {
            throws<ClosedChannel>([&] {
              for (;;) channel.send(1);
            });
          });
        };
        const auto receive_from = [](Channel<int>& channel) {
          return start("receiver", [&channel] {
            while (channel.receive()) {
            }
          });
        };
        const std::array partners{
            send_on(sent_to[0]), receive_from(received_from[0]),
            send_on(sent_to[1]), receive_from(received_from[1])};
        std::array<int, 12> taken{};
        for (int i = 0; i < draws; ++i) {
          settle();
          const auto draw = [&] {
            ++taken.at(select(
                on_receive(ended[0], ignore), on_send(roomy[0], i),
                on_receive(sent_to[0], ignore), on_send(received_from[0], i),
                on_receive(filled[0], ignore), on_receive(ended[1], ignore),
                on_receive(filled[1], ignore), on_receive(sent_to[1], ignore),
                on_send(received_from[1], i), on_send(roomy[1], i),
                on_receive(filled[2], ignore), on_send(ended[2], i)));
          };
          if (throws<ClosedChannel>(draw)) ++taken.back();
        }
        for (auto* const idle : {&sent_to, &received_from}) {
          for (Channel<int>& channel : *idle) channel.close();
        }
        expect_even(taken);
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
        expect_about(same, draws / 2.0,
                     "in 10,000 draws of two cases that can proceed, the one "
                     "that was taken last is taken again");
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
        constexpr int threads = 100;
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
        expect_about(first, threads / 2.0,
                     "in the first draws of 100 threads, with two cases that "
                     "can proceed each, the first case is taken");
      },
      one_long_schedule);
}
