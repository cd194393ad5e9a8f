// Assignment: let selects wait in line with plain sends and receives. The one
// that came first is served first, in whichever way it waits; one that leaves
// the middle of a line keeps the rest in order. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::few;
using workbook_tests::ignore;
using workbook_tests::Into;

namespace {

constexpr int in_line = 9;
constexpr explorer::Options fewer{.schedules = 50, .spurious_wakeups = true};

}  // namespace

TEST_CASE("selects and plain receives are served first come, first served",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> silent;
        explorer::name(numbers, "numbers");
        std::vector<std::jthread> receivers;
        for (int turn = 1; turn <= in_line; ++turn) {
          receivers.push_back(start("receiver", [&, turn] {
            std::optional<int> received;
            if (turn % 2 == 0) {
              select(on_receive(silent, ignore),
                     on_receive(numbers, Into{received}));
            } else {
              received = numbers.receive();
            }
            expect_equal(received, turn,
                         "the value of this receiver's turn: first come, "
                         "served first");
          }));
          settle();
        }
        for (int turn = 1; turn <= in_line; ++turn) numbers.send(turn);
      },
      fewer);
}

TEST_CASE("selects and plain sends are served first come, first served",
          "[06][task3]") {
  for (const std::size_t capacity : {0U, 2U}) {
    explore(
        [capacity] {
          Channel<int> numbers{capacity};
          Channel<int> silent;
          explorer::name(numbers, "numbers");
          std::vector<std::jthread> senders;
          for (int turn = 1; turn <= in_line; ++turn) {
            senders.push_back(start("sender", [&, turn] {
              if (turn % 2 == 0) {
                numbers.send(turn);
              } else {
                select(on_receive(silent, ignore), on_send(numbers, turn));
              }
            }));
            settle();
          }
          for (int turn = 1; turn <= in_line; ++turn) {
            expect_equal(numbers.receive(), turn,
                         "the value of the sender whose turn it is: first "
                         "come, first served");
          }
        },
        fewer);
  }
}

TEST_CASE("a select leaves the middle of a line and keeps the rest in order",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> stop;
        explorer::name(numbers, "numbers");
        explorer::name(stop, "stop");
        const auto plain = [&](const char* role, int mine) {
          return start(role, [&numbers, mine] {
            expect(numbers.receive() == mine,
                   "the value of this receiver's turn: first come, "
                   "served first");
          });
        };
        const std::jthread first = plain("first", 1);
        settle();
        std::jthread selector = start("selector", [&] {
          select(on_receive(numbers, ignore), on_receive(stop, ignore));
        });
        settle();
        const std::jthread second = plain("second", 2);
        settle();
        stop.send(0);
        selector.join();
        numbers.send(1);
        numbers.send(2);
      },
      few);
}
