// Assignment: a value is delivered or the wait is cancelled, never both. File:
// your spawned.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <functional>
#include <optional>

#include "async_select.hpp"
#include "channel.hpp"
#include "children.hpp"
#include "orders.hpp"
#include "scope.hpp"
#include "task.hpp"

using orders::World;
using workbook::async_select;
using workbook::Cancelled;
using workbook::Channel;
using workbook::default_case;
using workbook::receive_case;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;
using namespace children;

TEST_CASE("a value is delivered or the wait is cancelled, never both",
          "[17][task3]") {
  orders::explore([](World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      int received = 0;
      int cancelled = 0;
      bool sent = false;
      const auto receiver = [&]() -> Task<> {
        World::this_task_is("receiver");
        try {
          const auto value = co_await channel.async_receive();
          received = value.value_or(-1);
        } catch (const Cancelled&) {
          ++cancelled;
        }
      };
      const auto sender = [&]() -> Task<> {
        World::this_task_is("sender");
        const std::size_t which =
            co_await async_select(send_case(channel, 7), timeout_case(1h));
        sent = which == 0;
      };
      Scope receivers;
      Scope senders;
      receivers.spawn(std::cref(receiver));
      senders.spawn(std::cref(sender));
      co_await yield();
      receivers.cancel();
      co_await receivers.join();
      co_await senders.join();
      orders::expect_equal(received == 7, sent,
                           "received if and only if it was sent");
      orders::expect_equal(cancelled, sent ? 0 : 1,
                           "waits that were cancelled");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a cancelled send has not sent", "[17][task3]") {
  orders::explore([](World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      bool sent = false;
      bool received = false;
      const auto sender = [&]() -> Task<> {
        World::this_task_is("sender");
        co_await channel.async_send(7);
        sent = true;
      };
      const auto receiver = [&]() -> Task<> {
        World::this_task_is("receiver");
        std::optional<int> value;
        const std::size_t which = co_await async_select(
            receive_case(channel, value), timeout_case(1h));
        received = which == 0;
      };
      Scope senders;
      Scope receivers;
      senders.spawn(std::cref(sender));
      receivers.spawn(std::cref(receiver));
      co_await yield();
      senders.cancel();
      co_await senders.join();
      co_await receivers.join();
      orders::expect_equal(received, sent,
                           "received if and only if it was sent");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a select that was cancelled stands in no line", "[17][task3]") {
  orders::explore([](World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> one;
      Channel<int> other;
      // While it joins, it could be claimed for the select that is over.
      const auto selector = [&](orders::Alive) -> Task<> {
        Scope inner;
        inner.spawn(sleep_long, orders::Alive{});
        try {
          co_await select_without_end(one, other);
        } catch (const Cancelled&) {
        }
        co_await inner.join();
      };
      Scope scope;
      scope.spawn(std::cref(selector), orders::Alive{});
      co_await yield();
      scope.cancel();
      for (Channel<int>* const each : {&one, &other, &one, &other}) {
        co_await yield();
        const std::size_t which =
            co_await async_select(send_case(*each, 7), default_case());
        orders::expect_equal(which, 1U, "nobody waits in either line");
      }
      co_await scope.join();
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a deadline, a cancel and a send race, and no value is lost",
          "[17][task3]") {
  orders::explore([](World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      int received = 0;
      bool sent = false;
      const auto selector = [&]() -> Task<> {
        World::this_task_is("selector");
        std::optional<int> value;
        const std::size_t which = co_await async_select(
            receive_case(channel, value), timeout_case(1ms));
        if (which == 0) received = value.value_or(-1);
      };
      const auto sender = [&]() -> Task<> {
        World::this_task_is("sender");
        co_await sleep_for(1ms);
        const std::size_t which =
            co_await async_select(send_case(channel, 7), timeout_case(1ms));
        sent = which == 0;
      };
      Scope selectors;
      Scope senders;
      selectors.spawn(std::cref(selector));
      senders.spawn(std::cref(sender));
      co_await sleep_for(1ms);
      selectors.cancel();
      co_await selectors.join();
      co_await senders.join();
      orders::expect_equal(received == 7, sent,
                           "received if and only if it was sent");
    };
    world.start("parent", parent());
    world.run();
  });
}
