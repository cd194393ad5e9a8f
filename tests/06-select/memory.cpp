// Assignment: let a select give back what it takes. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include "memory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "channel.hpp"
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
using workbook_tests::expect_no_more_memory;
using workbook_tests::ignore;
using workbook_tests::throws;

namespace {

constexpr explorer::Options two_long_schedules{.schedules = 2,
                                               .max_steps = 1'000'000};

}  // namespace

TEST_CASE("select keeps no memory when it has returned", "[06][task1]") {
  explore(
      [] {
        Channel<int> numbers{1};
        Channel<int> silent;
        expect_no_more_memory(
            100,
            [&] {
              select(on_send(numbers, 1), on_receive(silent, ignore));
              select(on_receive(numbers, ignore), on_send(silent, 1));
            },
            "as much memory in use after 400 selects as after 200");
      },
      two_long_schedules);
}

TEST_CASE("a select that waited keeps no memory when it has returned",
          "[06][task3]") {
  explore(
      [] {
        Channel<int> there;
        Channel<int> back;
        Channel<int> silent;
        std::jthread partner = start("partner", [&] {
          throws<ClosedChannel>([&] {
            for (;;) back.send(there.receive().value_or(0));
          });
        });
        expect_no_more_memory(
            100,
            [&] {
              select(on_receive(silent, ignore), on_send(there, 1));
              select(on_receive(back, ignore), on_send(silent, 1));
              settle();
            },
            "as much memory in use after 400 selects as after 200");
        back.close();
        there.close();
      },
      two_long_schedules);
}
