// Assignment: let every frame have one owner that destroys it, and let a task
// go over to the next one without a call. Files: chapters/13-task/task.hpp,
// promise.hpp.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "drive.hpp"
#include "task.hpp"

using workbook::Task;
using workbook_tests::Alive;
using workbook_tests::drive;
using workbook_tests::Gate;

namespace {

Task<> hold(Alive /*argument*/) { co_return; }

Task<> hold_at(Gate& gate, Alive /*argument*/) { co_await gate; }

// How far apart the stack frames of the calls lie.
class Stack {
 public:
  void look() {
    char here = 0;
    const auto address = reinterpret_cast<std::uintptr_t>(&here);
    low_ = std::min(low_, address);
    high_ = std::max(high_, address);
  }
  [[nodiscard]] std::uintptr_t used() const { return high_ - low_; }

 private:
  std::uintptr_t low_ = UINTPTR_MAX;
  std::uintptr_t high_ = 0;
};

Task<> look(Stack& stack) {
  stack.look();
  co_return;
}

Task<> call_many(Stack& stack, int times) {
  for (int i = 0; i < times; ++i) co_await look(stack);
}

Task<int> call_deep(Stack& stack, int depth) {
  stack.look();
  if (depth == 0) co_return 0;
  const int below = co_await call_deep(stack, depth - 1);
  stack.look();
  co_return below + 1;
}

}  // namespace

TEST_CASE("a task that is never awaited destroys its arguments",
          "[13][task3]") {
  {
    const Task<> task = hold({});
    CHECK(Alive::count == 1);
  }
  CHECK(Alive::count == 0);
}

TEST_CASE("the frame of an awaited task is gone when co_await is over",
          "[13][task3]") {
  int left = -1;
  const auto caller = [&]() -> Task<> {
    Task<> task = hold({});
    co_await std::move(task);
    left = Alive::count;
  };
  drive(caller());
  CHECK(left == 0);
}

TEST_CASE("a task that is moved has one owner", "[13][task3]") {
  {
    Task<> first = hold({});
    Task<> second = std::move(first);
    CHECK(Alive::count == 1);
    Task<> third = hold({});
    third = std::move(second);
    drive(std::move(third));
  }
  CHECK(Alive::count == 0);
}

TEST_CASE("a task that is awaited twice says so", "[13][task3]") {
  bool refused = false;
  const auto caller = [&]() -> Task<> {
    Task<> task = hold({});
    co_await std::move(task);
    try {
      co_await std::move(task);
    } catch (const std::logic_error&) {
      refused = true;
    }
  };
  drive(caller());
  CHECK(refused);
}

TEST_CASE("a task that is destroyed while suspended takes its calls with it",
          "[13][task3]") {
  Gate gate;
  const auto caller = [&]() -> Task<> { co_await hold_at(gate, {}); };
  {
    const Task<> task = caller();
    task.handle().resume();
    CHECK(Alive::count > 0);
  }
  CHECK(Alive::count == 0);
}

TEST_CASE("a hundred thousand calls take no stack", "[13][task4]") {
  constexpr int times = 100'000;
  constexpr std::uintptr_t little = 10'000;
  Stack stack;
  drive(call_many(stack, times));
  CHECK(stack.used() < little);
  Stack deep;
  CHECK(drive(call_deep(deep, times)).value == times);
  CHECK(deep.used() < little);
}
