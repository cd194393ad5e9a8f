// Assignment: cancel a task that joins a scope of its own, which cancels what
// it waits for. Files: chapters/17-scope/scope.hpp; your spawned.hpp.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "children.hpp"
#include "orders.hpp"
#include "scope.hpp"
#include "task.hpp"
#include "timer.hpp"

using workbook::Cancelled;
using workbook::Scope;
using workbook::Task;
using workbook::yield;
using namespace children;

TEST_CASE("a second cancel changes nothing", "[17][task4]") {
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      const auto middle = [](orders::Alive) -> Task<> {
        Scope scope;
        scope.spawn(sleep_long, orders::Alive{});
        co_await scope.join();
      };
      Scope scope;
      scope.spawn(std::cref(middle), orders::Alive{});
      co_await yield();
      scope.cancel();
      co_await yield();
      scope.cancel();
      co_await scope.join();
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
      orders::expect(inner_cancelled, "the join throws Cancelled");
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
      orders::expect(workbook::current_time() == workbook::Timer::Time{},
                     "nobody slept on");
    };
    world.start("parent", parent());
    world.run();
  });
  // What it waits for may end by itself before it knows of the cancel.
  orders::explore([](orders::World& world) {
    const auto parent = []() -> Task<> {
      int ended = 0;
      const auto middle = [&](orders::Alive) -> Task<> {
        Scope scope;
        scope.spawn(count_up, std::ref(ended), orders::Alive{});
        co_await scope.join();
      };
      Scope scope;
      scope.spawn(std::cref(middle), orders::Alive{});
      co_await yield();
      scope.cancel();
      co_await scope.join();
      orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    };
    world.start("parent", parent());
    world.run();
  });
}
