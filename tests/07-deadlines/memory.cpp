// Assignment: let a select that gives up give back what it takes. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include "memory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "channel.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::explore;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::otherwise;
using workbook::select;
using workbook_tests::expect_no_more_memory;
using workbook_tests::ignore;

TEST_CASE("a select that gave up keeps no memory", "[07][task2]") {
  explore(
      [] {
        Channel<int> numbers;
        expect_no_more_memory(
            100,
            [&] {
              select(on_receive(numbers, ignore), on_send(numbers, 1),
                     on_timeout(std::chrono::microseconds{1}, [] {}));
            },
            "as much memory in use after 200 selects that gave up as after "
            "100");
        expect_no_more_memory(
            100,
            [&] {
              select(on_receive(numbers, ignore), on_send(numbers, 1),
                     otherwise([] {}));
            },
            "as much memory in use after 200 selects with otherwise as after "
            "100");
      },
      {.schedules = 2, .clock_may_wake = true, .max_steps = 1'000'000});
}
