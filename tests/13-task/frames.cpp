// Assignment: let every frame have one owner that destroys it, and let a task
// go over to the next one without a call. Files: chapters/13-task/task.hpp,
// promise.hpp.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "drive.hpp"
#include "explorer.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using workbook::Task;
using workbook_tests::Alive;
using workbook_tests::drive;
using workbook_tests::Gate;

namespace {

Task<> hold(Alive /*argument*/) { co_return; }

Task<> hold_at(Gate& gate, Alive /*argument*/) { co_await gate; }

bool is_aligned(const void* place) {
  // Volatile, or the compiler believes what the type promises.
  const volatile auto address = reinterpret_cast<std::uintptr_t>(place);
  return address % alignof(std::max_align_t) == 0;
}

// Moves its number alone, so that no instruction asks for the alignment.
class Aligned {
 public:
  Aligned() = default;
  Aligned(const Aligned& other) noexcept : number_(other.number_) {}
  Aligned& operator=(const Aligned&) = delete;
  ~Aligned() = default;

 private:
  alignas(std::max_align_t) int number_ = 7;
};

Task<Aligned> hold_aligned(Gate& gate, bool& aligned, Aligned argument) {
  const Aligned local;
  co_await gate;
  aligned = is_aligned(&argument) && is_aligned(&local);
  co_return local;
}

#if defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer);
#else
constexpr bool sanitized = false;
#endif

// How far apart the stack frames of the calls lie.
class Stack {
 public:
  void look() {
    char here = 0;
    const auto address = reinterpret_cast<std::uintptr_t>(&here);
    low_ = std::min(low_, address);
    high_ = std::max(high_, address);
  }
  [[nodiscard]] std::string used() const {
    constexpr std::uintptr_t little = 10'000;
    const std::uintptr_t bytes = high_ - low_;
    return bytes < little ? "less than 10000 bytes"
                          : std::to_string(bytes) + " bytes";
  }

 private:
  std::uintptr_t low_ = UINTPTR_MAX;
  std::uintptr_t high_ = 0;
};

Task<> look(Stack& stack) {
  stack.look();
  co_return;
}

// How much stack `times` calls take, one after the other.
Task<> call_many(Stack& stack, int times) {
  for (int i = 0; i < times; ++i) co_await look(stack);
}

// And `depth` calls, each in the one before.
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
  explore([] {
    {
      const Task<> task = hold({});
      expect_equal(Alive::count, 1, "arguments that live in the frame");
    }
    expect_equal(Alive::count, 0, "arguments that live on after the task");
  });
}

TEST_CASE("the frame of an awaited task is gone when co_await is over",
          "[13][task3]") {
  explore([] {
    int left = -1;
    const auto caller = [&]() -> Task<> {
      Task<> task = hold({});
      co_await std::move(task);
      left = Alive::count;
    };
    drive(caller());
    expect_equal(left, 0, "arguments that live on after the co_await");
  });
}

TEST_CASE("a task that is moved has one owner", "[13][task3]") {
  explore([] {
    {
      Task<> first = hold({});
      Task<> second = std::move(first);
      expect_equal(Alive::count, 1, "arguments after a move");
      Task<> third = hold({});
      third = std::move(second);
      Task<>& itself = third;
      third = std::move(itself);
      drive(std::move(third));
    }
    expect_equal(Alive::count, 0, "arguments that live on after the tasks");
  });
}

TEST_CASE("a task that is awaited twice says so", "[13][task3]") {
  explore([] {
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
    expect(refused, "the second co_await throws std::logic_error");
  });
}

TEST_CASE("a task that is destroyed while suspended takes its calls with it",
          "[13][task3]") {
  explore([] {
    Gate gate;
    const auto caller = [&]() -> Task<> { co_await hold_at(gate, {}); };
    {
      const Task<> task = caller();
      task.handle().resume();
      expect(Alive::count > 0, "the call has its argument while it waits");
    }
    expect_equal(Alive::count, 0, "arguments that live on after the task");
  });
}

TEST_CASE("what a frame holds is aligned as its type asks", "[13][task3]") {
  explore([] {
    Gate gate;
    bool aligned = false;
    const auto driven = drive(hold_aligned(gate, aligned, {}));
    gate.open();
    expect(aligned,
           "an argument and a local variable that are alignas(max_align_t) "
           "lie where they may");
    expect(driven.value && is_aligned(&*driven.value),
           "and so does the result");
  });
}

TEST_CASE("a hundred thousand calls take no stack", "[13][task4]") {
  if constexpr (sanitized) SKIP("a sanitizer may make a call of a jump");
  // First so few that the stack holds them whatever they take.
  for (const int times : {1000, 100'000}) {
    explore([times] {
      Stack stack;
      drive(call_many(stack, times));
      expect_equal(stack.used(), std::string{"less than 10000 bytes"},
                   "stack that calls take, one after the other");
      Stack deep;
      expect_equal(drive(call_deep(deep, times)).value, times,
                   "how deep the calls went");
      expect_equal(deep.used(), std::string{"less than 10000 bytes"},
                   "stack that calls take, each in the one before");
    });
  }
}
