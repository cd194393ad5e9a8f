// Assignment: write Scope: every task that starts in it ends in it. File:
// chapters/17-scope/scope.hpp.

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "children.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "process/child.hpp"
#include "scope.hpp"
#include "task.hpp"

using workbook::Loop;
using workbook::Scope;
using workbook::Task;
using workbook::yield;
using namespace children;

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
      scope.spawn(
          [&sum](const orders::Alive&) -> Task<> {
            co_await yield();
            sum = orders::Alive::count;
          },
          orders::Alive{});
      co_await scope.join();
      orders::expect_equal(sum, 1, "arguments while their task runs");
    };
    world.start("parent", parent());
    world.run();
  });
}

TEST_CASE("a scope is only of use in a task", "[17][task1]") {
  orders::explore([](orders::World&) {
    Scope scope;
    orders::expect(orders::throws<std::logic_error>(
                       [&] { scope.spawn(sleep_long, orders::Alive{}); }),
                   "spawn throws std::logic_error");
  });
}

TEST_CASE("a loop that names a deadlock lets no task go on after that",
          "[17][task4]") {
  orders::explore([](orders::World&) {
    Channel<int> silent;
    const auto parent = [&]() -> Task<> {
      Scope scope;
      scope.spawn(receive_without_end, std::ref(silent), orders::Alive{});
      co_await scope.join();
      orders::expect(false, "a task that joins what never ends");
    };
    Loop loop;
    orders::expect(
        orders::throws<workbook::Deadlock>([&] { loop.run(parent()); }),
        "run throws Deadlock");
    orders::expect_equal(orders::Alive::count, 0, "frames that are left");
    int count = 0;
    loop.run(count_up(count));
    orders::expect_equal(count, 1, "what the next task has done");
  });
}

TEST_CASE("a scope that ends before its tasks ends the program",
          "[17][task4]") {
  int count = 0;
  const auto careless = [&count]() -> Task<> {
    Scope scope;
    scope.spawn(count_up, std::ref(count), orders::Alive{});
    co_return;
  };
  constexpr int most_looks = 300;
  int looks = 0;
  const auto ending = explorer::core::in_child(
      [&] {
        Loop loop;
        loop.run(careless());
      },
      [&](pid_t) { return ++looks < most_looks; });
  UNSCOPED_INFO(ending.output);
  CHECK(ending.signal == SIGABRT);
  CHECK(ending.output.find("join()") != std::string::npos);
}
