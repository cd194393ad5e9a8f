// Assignment: let a task await the first of several cases. Exactly one
// happens, and its index comes back. Files:
// chapters/16-await-select/async_select.hpp, selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>

#include "async_select.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "orders.hpp"
#include "requests.hpp"
#include "selectors.hpp"
#include "task.hpp"

using workbook::async_select;
using workbook::Channel;
using workbook::ChannelPtr;
using workbook::ClosedChannel;
using workbook::default_case;
using workbook::make_channel;
using workbook::receive_case;
using workbook::send_case;
using workbook::Task;
using workbook_tests::receive_either;
using workbook_tests::send;

TEST_CASE("a select waits until a case can proceed, and gives its index",
          "[16][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> left;
    Channel<int> right;
    int sum = 0;
    world.start("selector", receive_either(left, right, 2, sum));
    world.start("left sender", send(left, 1));
    world.start("right sender", send(right, 10));
    world.run();
    orders::expect_equal(sum, 11, "the sum of both values");
  });
}

TEST_CASE("of the cases that can proceed any may be taken", "[16][task1]") {
  orders::explore([](orders::World&) {
    std::array<int, 3> taken{};
    const orders::Report report = orders::run([&](orders::World& world) {
      Channel<int> full{1};
      Channel<int> roomy{1};
      Channel<int> silent;
      const auto selector = [&]() -> Task<> {
        co_await full.async_send(1);
        std::optional<int> value;
        const std::size_t which = co_await async_select(
            receive_case(full, value), receive_case(silent, value),
            send_case(roomy, 2));
        ++taken.at(which);
      };
      world.start("selector", selector());
      world.run();
    });
    orders::expect_equal(report.failed, "", "what failed");
    orders::expect(report.all, "all orders and all draws were tried");
    orders::expect(taken[0] > 0, "the receive is taken, in some");
    orders::expect_equal(taken[1], 0, "receives from a silent channel");
    orders::expect_equal(taken[2], taken[0], "the send is as often taken");
  });
}

TEST_CASE("selects over the same channels in opposite order find each other",
          "[16][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> a;
    Channel<int> b;
    int received = 0;
    const auto select = [&](Channel<int>& from, Channel<int>& to) -> Task<> {
      std::optional<int> value;
      const std::size_t which =
          co_await async_select(receive_case(from, value), send_case(to, 7));
      if (which == 0) received += *value;
    };
    world.start("first", select(a, b));
    world.start("second", select(b, a));
    world.run();
    orders::expect_equal(received, 7, "one has sent to the other");
  });
}

TEST_CASE("the default case happens only if no other can", "[16][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel{1};
    const auto selector = [&]() -> Task<> {
      std::optional<int> value;
      const std::size_t empty =
          co_await async_select(receive_case(channel, value), default_case());
      orders::expect_equal(empty, 1U, "there is no value");
      co_await channel.async_send(7);
      const std::size_t full =
          co_await async_select(receive_case(channel, value), default_case());
      orders::expect_equal(full, 0U, "there is a value");
      orders::expect_equal(value, 7, "the value");
    };
    world.start("selector", selector());
    world.run();
  });
}

TEST_CASE("a case of no channel is never ready", "[16][task1]") {
  orders::explore([](orders::World& world) {
    const ChannelPtr<int> none;
    const ChannelPtr<int> some = make_channel<int>(1);
    const auto selector = [&]() -> Task<> {
      std::optional<int> value;
      const std::size_t which = co_await async_select(
          receive_case(none, value), send_case(none, 1), send_case(some, 2));
      orders::expect_equal(which, 2U, "the only one with a channel");
    };
    world.start("selector", selector());
    world.run();
  });
}

TEST_CASE("a send case to a closed channel throws, a receive gives nothing",
          "[16][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    int thrown = 0;
    const auto sender = [&]() -> Task<> {
      try {
        co_await async_select(send_case(channel, 1));
      } catch (const ClosedChannel&) {
        ++thrown;
      }
    };
    const auto receiver = [&]() -> Task<> {
      std::optional<int> value = 7;  // of a receive before
      co_await async_select(receive_case(channel, value));
      if (!value) ++thrown;
    };
    const auto closer = [&]() -> Task<> {
      channel.close();
      co_return;
    };
    world.start("sender", sender());
    world.start("closer", closer());
    world.run();
    orders::expect_equal(thrown, 1, "a send that has thrown");
    world.start("receiver", receiver());
    world.run();
    orders::expect_equal(thrown, 2, "a receive that has got nothing");
  });
}
