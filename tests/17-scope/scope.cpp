// Assignment: write Scope: every task that starts in it ends in it; the first
// failure cancels the others. Files: chapters/17-scope/scope.hpp, spawned.hpp,
// executor.hpp, sleep.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "async_select.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "process/child.hpp"
#include "scope.hpp"
#include "task.hpp"

using workbook::async_select;
using workbook::Cancelled;
using workbook::Channel;
using workbook::Loop;
using workbook::receive_case;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;
using namespace std::chrono_literals;

namespace {

Task<> count_up(int& count, orders::Alive /*argument*/ = {}) {
  co_await yield();
  ++count;
}

Task<> fail(std::string what, orders::Alive /*argument*/ = {}) {
  co_await yield();
  throw std::runtime_error{what};
}

Task<> receive_for_ever(Channel<int>& from, orders::Alive /*argument*/ = {}) {
  while (const auto value = co_await from.async_receive()) continue;
}

Task<> sleep_long(orders::Alive /*argument*/ = {}) { co_await sleep_for(1h); }

Task<> yield_for_ever(orders::Alive /*argument*/ = {}) {
  for (;;) co_await yield();
}

Task<> select_for_ever(Channel<int>& one, Channel<int>& other,
                       orders::Alive /*argument*/ = {}) {
  for (;;) {
    std::optional<int> value;
    co_await async_select(receive_case(one, value), receive_case(other, value),
                          timeout_case(1h));
  }
}

}  // namespace

TEST_CASE("join waits for all tasks of its scope", "[17][task1]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      int count = 0;
      Scope scope;
      for (int i = 0; i < 3; ++i)
        scope.spawn(count_up, std::ref(count), orders::Alive{});
      co_await scope.join();
      orders::expect_equal(count, 3, "tasks that have ended");
      scope.spawn(count_up, std::ref(count), orders::Alive{});
      co_await scope.join();
      orders::expect_equal(count, 4, "one more");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("what a task was given is gone before join returns", "[17][task1]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      int count = 0;
      Scope scope;
      scope.spawn(count_up, std::ref(count), orders::Alive{});
      scope.spawn(count_up, std::ref(count), orders::Alive{});
      co_await scope.join();
      orders::expect_equal(orders::Alive::count, 0, "arguments that are left");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a scope keeps a lambda with its captures for as long as its task",
          "[17][task1]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      int sum = 0;
      Scope scope;
      for (int i = 1; i <= 2; ++i) {
        scope.spawn([i, &sum, held = std::make_shared<int>(i)]() -> Task<> {
          co_await yield();
          sum += i + *held;
        });
      }
      co_await scope.join();
      orders::expect_equal(sum, 6, "what the captures add up to");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("join throws the first failure, after the others were cancelled",
          "[17][task2]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> one;
      Channel<int> other;
      std::string caught;
      Scope scope;
      scope.spawn(receive_for_ever, std::ref(one), orders::Alive{});
      scope.spawn(select_for_ever, std::ref(one), std::ref(other),
                  orders::Alive{});
      scope.spawn(sleep_long, orders::Alive{});
      scope.spawn(fail, "broken", orders::Alive{});
      const auto start = workbook::current_time();
      try {
        co_await scope.join();
      } catch (const std::runtime_error& error) {
        caught = error.what();
      }
      orders::expect_equal(caught, std::string{"broken"},
                           "what join has thrown");
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
      orders::expect(workbook::current_time() == start, "nobody slept on");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("cancel wakes all who wait, and join returns", "[17][task2]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> one;
      Channel<int> other;
      Scope scope;
      scope.spawn(receive_for_ever, std::ref(one), orders::Alive{});
      scope.spawn(select_for_ever, std::ref(one), std::ref(other),
                  orders::Alive{});
      co_await yield();
      scope.cancel();
      co_await scope.join();
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a task that only yields is cancelled, too", "[17][task2]") {
  const auto parent = []() -> Task<> {
    Scope scope;
    scope.spawn(yield_for_ever, orders::Alive{});
    co_await yield();
    scope.cancel();
    co_await scope.join();
  };
  Loop loop;
  loop.run(parent());
  CHECK(orders::Alive::count == 0);
}

TEST_CASE("a value is delivered or the wait is cancelled, never both",
          "[17][task3]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      int received = 0;
      int cancelled = 0;
      bool sent = false;
      const auto receiver = [&]() -> Task<> {
        try {
          const auto value = co_await channel.async_receive();
          received = value.value_or(-1);
        } catch (const Cancelled&) {
          ++cancelled;
        }
      };
      const auto sender = [&]() -> Task<> {
        std::optional<int> nothing;
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
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      bool sent = false;
      bool received = false;
      const auto sender = [&]() -> Task<> {
        co_await channel.async_send(7);
        sent = true;
      };
      const auto receiver = [&]() -> Task<> {
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

TEST_CASE("a deadline, a cancel and a send race, and no value is lost",
          "[17][task3]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      int received = 0;
      bool sent = false;
      const auto selector = [&]() -> Task<> {
        std::optional<int> value;
        const std::size_t which = co_await async_select(
            receive_case(channel, value), timeout_case(1ms));
        if (which == 0) received = value.value_or(-1);
      };
      const auto sender = [&]() -> Task<> {
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

TEST_CASE("what need not wait is done even by a cancelled task",
          "[17][task2]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> log{1};
      const auto child = [&]() -> Task<> {
        try {
          co_await sleep_for(1h);
        } catch (const Cancelled&) {
        }
        co_await log.async_send(7);
        co_await log.async_send(8);
        orders::expect(false, "a cancelled task does not wait");
      };
      Scope scope;
      scope.spawn(std::cref(child));
      co_await yield();
      scope.cancel();
      co_await scope.join();
      orders::expect_equal(log.size(), 1U, "values that were sent");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a task that starts in a cancelled scope is cancelled from the start",
          "[17][task2]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Scope scope;
      scope.cancel();
      scope.spawn(sleep_long, orders::Alive{});
      const auto start = workbook::current_time();
      co_await scope.join();
      orders::expect(workbook::current_time() == start, "nobody slept");
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("cancelling a task that joins cancels what it waits for",
          "[17][task4]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      bool inner_cancelled = false;
      const auto middle = [&](orders::Alive) -> Task<> {
        Scope scope;
        scope.spawn(sleep_long, orders::Alive{});
        scope.spawn(sleep_long, orders::Alive{});
        try {
          co_await scope.join();
        } catch (const Cancelled&) {
          inner_cancelled = true;
          throw;
        }
      };
      Scope scope;
      scope.spawn(std::cref(middle), orders::Alive{});
      for (int i = 0; i < 3; ++i) co_await yield();
      scope.cancel();
      co_await scope.join();
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
      orders::expect(workbook::current_time() == workbook::Timer::Time{},
                     "nobody slept on");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a scope that ends before its tasks ends the program",
          "[17][task4]") {
  const auto careless = []() -> Task<> {
    Scope scope;
    scope.spawn(sleep_long, orders::Alive{});
    co_return;
  };
  const auto ending = explorer::core::in_child(
      [&] {
        Loop loop;
        loop.run(careless());
      },
      [](pid_t) { return true; });
  CHECK(ending.signal != 0);
  CHECK(ending.output.find("join()") != std::string::npos);
}

TEST_CASE("a scope is only of use in a task", "[17][task1]") {
  Scope scope;
  CHECK(orders::throws<std::logic_error>(
      [&] { scope.spawn(sleep_long, orders::Alive{}); }));
}
