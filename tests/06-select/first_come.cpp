// Assignment: let selects stand in line with plain sends and receives. Whoever
// came first is served first, in whichever way it waits; a select that leaves
// the middle of a line keeps the rest in order. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

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

TEST_CASE("selects and plain receives are served first come, first served",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> silent;
        explorer::name(numbers, "numbers");
        const auto plain = [&](const char* role, int mine) {
          return start(role, [&numbers, mine] {
            expect(numbers.receive() == mine,
                   "each gets the value of its turn");
          });
        };
        const std::jthread first = plain("first", 1);
        settle();
        std::jthread second = start("second", [&] {
          std::optional<int> received;
          select(on_receive(silent, ignore),
                 on_receive(numbers, Into{received}));
          expect_equal(received, 2, "each gets the value of its turn");
        });
        settle();
        const std::jthread third = plain("third", 3);
        settle();
        for (const int number : {1, 2, 3}) numbers.send(number);
      },
      few);
}

TEST_CASE("selects and plain sends are served first come, first served",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> silent;
        explorer::name(numbers, "numbers");
        std::jthread first = start("first", [&] {
          select(on_receive(silent, ignore), on_send(numbers, 1));
        });
        settle();
        std::jthread second = start("second", [&] { numbers.send(2); });
        settle();
        std::jthread third = start("third", [&] {
          select(on_send(numbers, 3), on_receive(silent, ignore));
        });
        settle();
        for (const int number : {1, 2, 3}) {
          expect_equal(numbers.receive(), number, "each sends in its turn");
        }
      },
      few);
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
                   "each gets the value of its turn");
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
