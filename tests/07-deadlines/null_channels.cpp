// Assignment: let a case be switched off. A case whose shared channel is a
// null pointer is never ready; it has no mutex to lock and no line to stand
// in. Files: chapters/06-select/select.hpp and selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "counts.hpp"
#include "expected_failures.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::otherwise;
using workbook::select;
using workbook_tests::few;
using workbook_tests::few_with_deadlines;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::never_returns;
using namespace std::chrono_literals;

namespace {

template <class T>
using Shared = std::shared_ptr<Channel<T>>;

/// Of 1,000 draws: strays by more than 110 once in 10^10 runs (Hoeffding).
void expect_half(int first, int draws) {
  if (std::abs(first - draws / 2) < 110) return;
  explorer::fail_count(
      first, draws / 2,
      "of two cases that can proceed in every draw, the first is taken");
}

}  // namespace

TEST_CASE("a case on a null channel is never ready", "[07][task4]") {
  explore(
      [] {
        const Shared<int> off;
        Channel<int> ready{1};
        expect_equal(
            select(on_receive(off, ignore), on_send(off, 1), otherwise([] {})),
            2, "index 2, otherwise: nothing can proceed");
        expect_equal(select(on_timeout(1ms, [] {}), on_receive(off, ignore)), 0,
                     "index 0, the timeout: nothing could proceed in time");
        for (int turn = 0; turn < 4; ++turn) {
          expect_equal(select(on_receive(off, ignore), on_send(ready, turn),
                              on_send(off, turn)),
                       1, "index 1: only the second case can proceed");
          expect_equal(ready.receive(), turn, "the value that was sent");
        }
      },
      few_with_deadlines);
}

TEST_CASE("a select waits for the cases that are not switched off",
          "[07][task4]") {
  explore([] {
    const Shared<int> off;
    const auto readings = std::make_shared<Channel<int>>();
    explorer::name(*readings, "readings");
    std::jthread sender = start("sender", [&] {
      expect_equal(select(on_send(off, 1), on_send(readings, 7)), 1,
                   "the index counts the case that is switched off");
    });
    std::optional<int> received;
    expect_equal(select(on_receive(off, ignore), on_receive(off, ignore),
                        on_receive(readings, Into{received})),
                 2, "the index counts the cases that are switched off");
    expect_equal(received, 7, "the value that was sent");
  });
}

TEST_CASE("cases that are switched off do not skew the draw", "[07][task4]") {
  explore(
      [] {
        constexpr int draws = 1000;
        const Shared<int> off;
        Channel<int> ended;
        ended.close();
        std::array<int, 5> taken{};
        for (int i = 0; i < draws; ++i) {
          ++taken.at(select(on_receive(off, ignore), on_send(off, i),
                            on_receive(off, ignore), on_receive(ended, ignore),
                            on_receive(ended, ignore)));
        }
        expect_equal(taken[3] + taken[4], draws, "only two cases can proceed");
        expect_half(taken[3], draws);
      },
      {.schedules = 1, .max_steps = 1'000'000});
  // Nor do those that say how long to wait.
  for (const bool timed : {false, true}) {
    explore(
        [timed] {
          constexpr int draws = 1000;
          Channel<int> ended;
          ended.close();
          int first = 0;
          for (int i = 0; i < draws; ++i) {
            first += static_cast<int>(
                (timed ? select(on_receive(ended, ignore),
                                on_receive(ended, ignore),
                                on_timeout(std::chrono::hours{1}, [] {}))
                       : select(on_receive(ended, ignore),
                                on_receive(ended, ignore), otherwise([] {}))) ==
                0);
          }
          expect_half(first, draws);
        },
        {.schedules = 1, .max_steps = 1'000'000});
  }
}

TEST_CASE("a loop switches its cases off one by one and comes to its end",
          "[07][task4]") {
  explore([] {
    auto odd = std::make_shared<Channel<int>>();
    auto even = std::make_shared<Channel<int>>();
    explorer::name(*odd, "odd");
    explorer::name(*even, "even");
    const auto feed = [](Shared<int> numbers, int number) {
      return std::jthread{[numbers, number] {
        numbers->send(number);
        numbers->close();
      }};
    };
    const std::jthread odd_feeder = feed(odd, 1);
    const std::jthread even_feeder = feed(even, 2);
    int sum = 0;
    const auto add = [&sum](Shared<int>& numbers) {
      return [&](std::optional<int> number) {
        if (!number) return numbers.reset();
        sum += *number;
      };
    };
    while (odd || even) {
      select(on_receive(odd, add(odd)), on_receive(even, add(even)));
    }
    expect_equal(sum, 3, "every number was received once");
  });
}

TEST_CASE("the value of a send that is switched off is destroyed with its case",
          "[07][task4]") {
  explore(
      [] {
        auto value = std::make_shared<int>(7);
        const std::weak_ptr<int> observer = value;
        const Shared<std::shared_ptr<int>> off;
        select(on_send(off, std::move(value)), otherwise([] {}));
        expect(observer.expired(), "nobody holds the value any more");
      },
      few);
}

TEST_CASE("a select of cases that are all switched off never returns",
          "[07][task4]") {
  CHECK(never_returns([] {
    const Shared<int> off;
    select(on_receive(off, ignore), on_send(off, 1));
  }));
}
