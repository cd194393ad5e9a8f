// Assignment: let a task await the first of several cases. Exactly one
// happens, and its index comes back. Files:
// chapters/16-await-select/async_select.hpp, selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "async_select.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "requests.hpp"
#include "task.hpp"

using workbook::async_select;
using workbook::Channel;
using workbook::ChannelPtr;
using workbook::ClosedChannel;
using workbook::default_case;
using workbook::Loop;
using workbook::make_channel;
using workbook::receive_case;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;
using namespace std::chrono_literals;

namespace {

Task<> send(Channel<int>& to, int value, orders::Alive /*argument*/ = {}) {
  co_await to.async_send(value);
}

Task<> receive(Channel<int>& from, int& result,
               orders::Alive /*argument*/ = {}) {
  const auto value = co_await from.async_receive();
  result = value.value_or(-1);
}

// Receives `times` values from either.
Task<> receive_either(Channel<int>& left, Channel<int>& right, int times,
                      int& sum, orders::Alive /*argument*/ = {}) {
  for (int i = 0; i < times; ++i) {
    std::optional<int> from_left;
    std::optional<int> from_right;
    const std::size_t which = co_await async_select(
        receive_case(left, from_left), receive_case(right, from_right));
    orders::expect(from_left.has_value() == (which == 0),
                   "the left one, if it is 0");
    orders::expect(from_right.has_value() == (which == 1),
                   "the right one, if it is 1");
    sum += from_left.value_or(0) + from_right.value_or(0);
  }
}

}  // namespace

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
  CHECK(report.all);
  CHECK(report.failed.empty());
  CHECK(taken[0] > 0);
  CHECK(taken[1] == 0);
  CHECK(taken[2] == taken[0]);
}

TEST_CASE("a select leaves nothing in the channels that lost", "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<int> left;
    Channel<int> right;
    Channel<int> done{1};
    const auto selector = [&]() -> Task<> {
      int sum = 0;
      co_await receive_either(left, right, 1, sum);
      co_await done.async_send(sum);
    };
    const auto late_sender = [&]() -> Task<> {
      co_await done.async_receive();
      const std::size_t which =
          co_await async_select(send_case(right, 7), default_case());
      orders::expect_equal(which, 1U, "nobody waits at the channel that lost");
    };
    world.start("selector", selector());
    world.start("sender", send(left, 1));
    world.start("late sender", late_sender());
    world.run();
  });
}

TEST_CASE("a select that waits takes one value, however many come at once",
          "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<int> left;
    Channel<int> right;
    int sum = 0;
    int rest = 0;
    const auto selector = [&]() -> Task<> {
      co_await receive_either(left, right, 1, sum);
      co_await yield();
      std::optional<int> value;
      co_await async_select(receive_case(left, value),
                            receive_case(right, value));
      rest = value.value_or(-1);
    };
    world.start("selector", selector());
    world.start("left sender", send(left, 1));
    world.start("right sender", send(right, 10));
    world.run();
    orders::expect_equal(sum + rest, 11, "both values, one after the other");
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

TEST_CASE("a select never pairs with itself", "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    int received = 0;
    const auto both = [&]() -> Task<> {
      std::optional<int> value;
      const std::size_t which = co_await async_select(
          receive_case(channel, value), send_case(channel, 1));
      orders::expect_equal(which, 1U, "it sends to the other task");
      orders::expect(!value, "and receives nothing");
    };
    world.start("selector", both());
    world.start("receiver", receive(channel, received));
    world.run();
    orders::expect_equal(received, 1, "what the select has sent");
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
      std::optional<int> value;
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

TEST_CASE("a value that was not sent is destroyed with its case",
          "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<std::shared_ptr<int>> full;
    Channel<int> ready{1};
    const auto value = std::make_shared<int>(7);
    const auto selector = [&]() -> Task<> {
      co_await ready.async_send(1);
      std::optional<int> received;
      co_await async_select(send_case(full, value),
                            receive_case(ready, received));
    };
    world.start("selector", selector());
    world.run();
    orders::expect_equal(value.use_count(), 1, "those who hold the value");
  });
}

TEST_CASE("a select that no case can wake is a deadlock, and is named",
          "[16][task2]") {
  Channel<int> channel;
  const auto selector = [&](orders::Alive) -> Task<> {
    std::optional<int> value;
    co_await async_select(receive_case(channel, value), send_case(channel, 1));
  };
  std::string what;
  Loop loop;
  try {
    loop.run(selector({}));
  } catch (const workbook::Deadlock& deadlock) {
    what = deadlock.what();
  }
  INFO(what);
  CHECK(what.find("waits in a select of 2 cases (select.cpp:") !=
        std::string::npos);
  CHECK(orders::Alive::count == 0);
}
