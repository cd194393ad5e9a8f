// Assignment: what chapters 15 to 17 promise holds on several workers as well.
// File: chapters/18-many-threads/pool.hpp.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include "async_select.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "orders.hpp"
#include "pool.hpp"
#include "scope.hpp"
#include "small_tasks.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using workbook::async_select;
using workbook::Channel;
using workbook::Pool;
using workbook::receive_case;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using namespace small_tasks;

TEST_CASE("selects in opposite order on two workers find each other",
          "[18][task3]") {
  explore(
      [] {
        Channel<int> a;
        Channel<int> b;
        std::atomic<int> received = 0;
        const auto select = [&](Channel<int>& from,
                                Channel<int>& to) -> Task<> {
          std::optional<int> value;
          const std::size_t which = co_await async_select(
              receive_case(from, value), send_case(to, 7));
          if (which == 0) received += *value;
        };
        Pool pool{2};
        pool.spawn(select(a, b));
        pool.run(select(b, a));
        expect_equal(received, 7, "one has sent to the other");
      },
      some);
}

TEST_CASE("a deadline that races a send on another worker loses no value",
          "[18][task3]") {
  explore(
      [] {
        Channel<int> channel;
        std::optional<int> value;
        const auto selector = [&]() -> Task<> {
          const std::size_t which = co_await async_select(
              receive_case(channel, value), timeout_case(1ms));
          expect(value.has_value() == (which == 0), "one of the two");
          if (which == 1) value = co_await channel.async_receive();
        };
        Pool pool{2};
        pool.spawn(send(channel, 7));
        pool.run(selector());
        expect_equal(value, 7, "the value that was sent");
      },
      some_racing);
}

TEST_CASE("a cancel that races a send on another worker loses no value",
          "[18][task3]") {
  explore(
      [] {
        const auto parent = []() -> Task<> {
          Channel<int> channel;
          int received = 0;
          bool sent = false;
          const auto receiver = [&]() -> Task<> {
            co_await receive(channel, received);
          };
          const auto sender = [&]() -> Task<> {
            co_await channel.async_send(7);
            sent = true;
          };
          Scope receivers;
          Scope senders;
          receivers.spawn(std::cref(receiver));
          senders.spawn(std::cref(sender));
          receivers.cancel();
          co_await receivers.join();
          senders.cancel();
          co_await senders.join();
          expect_equal(received == 7, sent, "received if and only if sent");
        };
        Pool pool{2};
        pool.run(parent());
      },
      some);
}

TEST_CASE("a cancelled sleeper leaves its timer behind on no worker",
          "[18][task3]") {
  explore(
      [] {
        const auto parent = []() -> Task<> {
          const auto sleeper = []() -> Task<> { co_await sleep_for(1ms); };
          Scope scope;
          scope.spawn(sleeper);
          scope.spawn(sleeper);
          scope.cancel();
          co_await scope.join();
        };
        Pool pool{2};
        pool.run(parent());
      },
      {.schedules = 2'000,
       .clock_may_wake = true,
       .deadlines_race = true,
       .max_steps = 60'000});
}

TEST_CASE("the last task that ends does not touch its scope after that",
          "[18][task3]") {
  explore(
      [] {
        const auto nothing = []() -> Task<> { co_return; };
        const auto parent = [&]() -> Task<> {
          {
            Scope scope;
            scope.spawn(std::cref(nothing));
            co_await scope.join();
          }
          Scope again;
          again.spawn(std::cref(nothing));
          co_await again.join();
        };
        Pool pool{2};
        pool.run(parent());
      },
      some);
}

TEST_CASE("what a task was given is gone before join returns, on any worker",
          "[18][task3]") {
  explore(
      [] {
        const auto hold = [](std::shared_ptr<int>) -> Task<> { co_return; };
        const auto parent = [&]() -> Task<> {
          const auto held = std::make_shared<int>(7);
          Scope scope;
          scope.spawn(hold, held);
          co_await scope.join();
          expect_equal(held.use_count(), 1, "owners that are left");
        };
        Pool pool{2};
        pool.run(parent());
      },
      some);
}

// On real threads, and many: what the explorer tries is small.
TEST_CASE("many hand-overs between four workers lose nothing", "[18][task4]") {
  constexpr int many = 20'000;
  orders::explore([](orders::World&) {
    std::atomic<long> sum = 0;
    const auto sender = [](Channel<int>& to) -> Task<> {
      for (int i = 1; i <= many; ++i) co_await to.async_send(i);
    };
    const auto receiver = [&](Channel<int>& from) -> Task<> {
      while (const auto value = co_await from.async_receive()) sum += *value;
    };
    const auto all = [&](std::size_t capacity) -> Task<> {
      Channel<int> channel{capacity};
      Scope senders;
      Scope receivers;
      for (int i = 0; i < 4; ++i) {
        senders.spawn(std::cref(sender), std::ref(channel));
        receivers.spawn(std::cref(receiver), std::ref(channel));
      }
      co_await senders.join();
      channel.close();
      co_await receivers.join();
    };
    Pool pool{4};
    for (const std::size_t capacity : {0U, 1U, 64U}) {
      sum = 0;
      pool.run(all(capacity));
      orders::expect_equal(sum.load(), 4L * many * (many + 1) / 2,
                           "what all values add up to");
    }
  });
}
