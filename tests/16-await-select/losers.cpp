// Assignment: let a select leave nothing behind where another case has won.
// File: chapters/16-await-select/async_select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "async_receive.hpp"
#include "async_select.hpp"
#include "async_send.hpp"
#include "broken_sends.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "selectors.hpp"
#include "task.hpp"
#include "values.hpp"

using workbook::async_select;
using workbook::Channel;
using workbook::default_case;
using workbook::Loop;
using workbook::receive_case;
using workbook::send_case;
using workbook::Task;
using workbook::yield;
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::receive;
using workbook_tests::receive_either;
using workbook_tests::send;
using workbook_tests::send_two_that_break;
using workbook_tests::send_until_sent;

namespace {

// Once it is `done`, nobody waits at the channel that `lost`.
Task<> find_nobody(Channel<int>& lost, Channel<int>& done, Channel<int>& end) {
  co_await done.async_receive();
  const std::size_t which =
      co_await async_select(send_case(lost, 7), default_case());
  orders::expect_equal(which, 1U, "nobody waits at the channel that lost");
  end.close();
}

}  // namespace

TEST_CASE("a select leaves nothing in the channels that lost", "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<int> left;
    Channel<int> right;
    Channel<int> done{1};
    Channel<int> end;
    const auto selector = [&]() -> Task<> {
      std::optional<int> value;
      co_await async_select(receive_case(left, value),
                            receive_case(right, value));
      co_await done.async_send(1);
      co_await end.async_receive();  // it can be woken, but not at the right
    };
    world.start("selector", selector());
    world.start("sender", send(left, 1));
    world.start("late sender", find_nobody(right, done, end));
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

TEST_CASE("a select that tries again stands in each line once", "[16][task2]") {
  orders::explore([](orders::World& world) {
    Channel<Fragile> left;
    Channel<int> right;
    Channel<int> done{1};
    Channel<int> end;
    int moves = 100;
    int broken = 0;
    const auto selector = [&]() -> Task<> {
      for (bool received = false; !received;) {
        std::optional<Fragile> from_left;
        std::optional<int> from_right;
        try {
          co_await async_select(receive_case(left, from_left),
                                receive_case(right, from_right));
          received = true;
          orders::expect(from_left.has_value(),
                         "it is the value from the left");
        } catch (const Broken&) {
          ++broken;
          moves = 100;
        }
      }
      co_await done.async_send(1);
      co_await end.async_receive();
    };
    world.start("selector", selector());
    world.start("sender", send_until_sent(left, moves, broken));
    world.start("late sender", find_nobody(right, done, end));
    world.run();
    orders::expect_equal(broken, 1, "moves that threw");
  });
}

// A broken send has woken it; what it takes from the next sender is broken,
// too.
TEST_CASE("a move that throws when a select tries again reaches its task",
          "[16][task2]") {
  orders::explore([](orders::World&) {
    Channel<Fragile> left;
    Channel<int> right;
    int moves = 100;
    int broken = 0;
    std::optional<Fragile> received;
    const auto selector = [&]() -> Task<> {
      while (!received) {
        std::optional<int> from_right;
        try {
          co_await async_select(receive_case(left, received),
                                receive_case(right, from_right));
        } catch (const Broken&) {
          ++broken;
          moves = 100;
        }
      }
      co_await std::suspend_always{};
    };
    std::string what;
    Loop loop;
    loop.spawn(selector());
    try {
      loop.run(send_two_that_break(left, moves));
    } catch (const workbook::Deadlock& deadlock) {
      what = deadlock.what();
    }
    orders::expect_equal(broken, 1, "moves that threw in the select");
    orders::expect_equal(received ? received->content() : 0, 7,
                         "the value received");
    orders::expect_equal(what, "a task waits; nobody is left who could wake it",
                         "what is said of a task whose select is over");
  });
}

TEST_CASE("a select that no case can wake is a deadlock, and is named",
          "[16][task2]") {
  orders::explore([](orders::World&) {
    Channel<int> channel;
    const auto selector = [&](orders::Alive) -> Task<> {
      std::optional<int> value;
      co_await async_select(receive_case(channel, value),
                            send_case(channel, 1));
    };
    std::string what;
    Loop loop;
    try {
      loop.run(selector({}));
    } catch (const workbook::Deadlock& deadlock) {
      what = deadlock.what();
    }
    orders::expect(what.find("waits in a select of 2 cases (losers.cpp:") !=
                       std::string::npos,
                   "it says what waits and where, and it says " + what);
    orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    int received = 0;
    loop.spawn(send(channel, 7));
    loop.run(receive(channel, received));
    orders::expect_equal(received, 7, "what goes through its channel then");
  });
}
