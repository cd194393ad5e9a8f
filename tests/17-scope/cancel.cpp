// Assignment: cancel the tasks of a scope, and all of them when one fails.
// Files: chapters/17-scope/scope.hpp; your spawned.hpp, executor.hpp,
// sleep.hpp.

#include <catch2/catch_test_macros.hpp>
#include <coroutine>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

#include "channel.hpp"
#include "children.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "scope.hpp"
#include "task.hpp"
#include "timer.hpp"

using workbook::Cancelled;
using workbook::Channel;
using workbook::default_case;
using workbook::Loop;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::yield;
using namespace children;

TEST_CASE("join throws the first failure, after the others were cancelled",
          "[17][task2]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> one;
      Channel<int> other;
      std::string caught;
      Scope scope;
      scope.spawn(receive_without_end, std::ref(one), orders::Alive{});
      scope.spawn(select_without_end, std::ref(one), std::ref(other),
                  orders::Alive{});
      scope.spawn(fail_when_cancelled, "consequence", orders::Alive{});
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
  // Whatever it throws.
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      int caught = 0;
      Scope scope;
      scope.spawn(sleep_long, orders::Alive{});
      scope.spawn([]() -> Task<> {
        co_await yield();
        throw 7;
      });
      try {
        co_await scope.join();
      } catch (int thrown) {
        caught = thrown;
      }
      orders::expect_equal(caught, 7, "what join has thrown");
    };
    world.start("parent", parent());
    world.run();
  });
  // They are cancelled though nobody joins yet.
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Channel<int> told{1};
      Scope scope;
      scope.spawn(tell_when_cancelled, std::ref(told), orders::Alive{});
      scope.spawn(fail, "broken", orders::Alive{});
      const auto value = co_await told.async_receive();
      orders::expect_equal(value, 1, "what a cancelled task says");
      try {
        co_await scope.join();
      } catch (const std::runtime_error&) {
      }
    };
    world.start("parent", parent());
    world.run();
  });
  // A failure is one after a cancel, too.
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      std::string caught;
      Scope scope;
      scope.spawn(fail_when_cancelled, "broken", orders::Alive{});
      co_await yield();
      scope.cancel();
      try {
        co_await scope.join();
      } catch (const std::runtime_error& error) {
        caught = error.what();
      }
      orders::expect_equal(caught, std::string{"broken"},
                           "what join has thrown");
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
      scope.spawn(receive_without_end, std::ref(one), orders::Alive{});
      scope.spawn(select_without_end, std::ref(one), std::ref(other),
                  orders::Alive{});
      scope.spawn(sleep_long, orders::Alive{});
      co_await yield();
      scope.cancel();
      co_await scope.join();
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a task that is cancelled as its sleep ends is woken once",
          "[17][task3]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      Scope scope;
      scope.spawn(sleep_long, orders::Alive{});
      co_await sleep_for(1h);
      scope.cancel();
      co_await scope.join();
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a task that only yields is cancelled, too", "[17][task2]") {
  const auto parent = []() -> Task<> {
    Scope scope;
    scope.spawn(yield_for_long, orders::Alive{});
    co_await yield();
    scope.cancel();
    co_await scope.join();
    orders::expect_equal(orders::Alive::count, 0, "frames that are left");
  };
  // Not in every order: in one of them it alone would go on.
  orders::explore([&](orders::World&) {
    Loop loop;
    loop.run(parent());
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
        Scope empty;
        co_await empty.join();
        std::optional<int> none;
        co_await async_select(receive_case(log, none), default_case());
        co_await async_select(receive_case(log, none), send_case(log, 7));
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
  // And what it was cancelled in is over.
  orders::explore([](orders::World&) {
    const auto parent = []() -> Task<> {
      Channel<int> channel;
      const auto child = [&](orders::Alive) -> Task<> {
        try {
          co_await channel.async_receive();
        } catch (const Cancelled&) {
        }
        co_await std::suspend_always{};
      };
      Scope scope;
      scope.cancel();
      scope.spawn(std::cref(child), orders::Alive{});
      co_await scope.join();
    };
    std::string what;
    Loop loop;
    try {
      loop.run(parent());
    } catch (const workbook::Deadlock& deadlock) {
      what = deadlock.what();
    }
    orders::expect(
        what.find("a task waits; nobody is left who could wake it") !=
            std::string::npos,
        "it no longer waits to receive, but: " + what);
  });
}
