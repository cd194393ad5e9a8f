// Assignment: write Loop: tasks take turns on one thread, first come, first
// served. File: chapters/14-loop/loop.hpp.

#include "loop.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "explorer.hpp"
#include "orders.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using orders::Alive;
using orders::throws;
using workbook::Deadlock;
using workbook::Executor;
using workbook::Loop;
using workbook::Task;
using workbook::yield;

namespace {

using Log = std::vector<int>;

Task<> note(Log& log, int number, Alive /*argument*/ = {}) {
  log.push_back(number);
  co_return;
}

Task<> take_turns(Log& log, int number, int turns) {
  for (int i = 0; i < turns; ++i) {
    log.push_back(number);
    co_await yield();
  }
}

Task<int> spawn_two(Executor& executor, Log& log) {
  executor.spawn(note(log, 2));
  executor.spawn(note(log, 3));
  log.push_back(1);
  co_return 7;
}

Task<> fail(std::string what, Alive /*argument*/ = {}) {
  co_await yield();
  throw std::runtime_error{what};
}

}  // namespace

TEST_CASE("run gives what its task gives", "[14][task1]") {
  explore([] {
    Loop loop;
    const auto answer = []() -> Task<int> {
      co_await yield();
      co_return 7;
    };
    expect_equal(loop.run(answer()), 7, "what the task gives");
    expect_equal(loop.run(answer()), 7, "what the next one gives");
  });
}

TEST_CASE("run ends when its task and all that were spawned have ended",
          "[14][task1]") {
  explore([] {
    Log log;
    Loop loop;
    expect_equal(loop.run(spawn_two(loop, log)), 7, "what the task gives");
    expect_equal(log, Log{1, 2, 3}, "the tasks that have run");
  });
}

TEST_CASE("tasks take turns, first come, first served", "[14][task1]") {
  explore([] {
    Log log;
    Loop loop;
    loop.spawn(take_turns(log, 1, 3));
    loop.spawn(take_turns(log, 2, 2));
    loop.run(take_turns(log, 3, 1));
    expect_equal(log, Log{1, 2, 3, 1, 2, 1}, "whose turn it was");
  });
}

TEST_CASE("a ready queue may grow while it is in use", "[14][task1]") {
  // Not under the explorer: whatever a post locks would be a step.
  orders::explore([](orders::World&) {
    constexpr int many = 70'000;  // more than 16 bits can count
    Log log;
    Loop loop;
    for (int i = 0; i < many; ++i) loop.spawn(take_turns(log, i, 3));
    // Not everybody's line in a report.
    orders::expect(!throws<Deadlock>([&] { loop.run(note(log, many)); }),
                   "all 70,000 tasks are ready, and none waits");
    orders::expect_equal(log.size(), 3U * many + 1, "turns taken");
    for (int i = 0; i < many; ++i) {
      orders::expect_equal(log[static_cast<std::size_t>(i)], i, "in order");
    }
  });
}

TEST_CASE("an exception that leaves a task is thrown by run, after all ended",
          "[14][task1]") {
  explore([] {
    Log log;
    Loop loop;
    loop.spawn(fail("first"));
    loop.spawn(fail("second"));
    loop.spawn(take_turns(log, 1, 4));
    std::string caught;
    try {
      loop.run(note(log, 0));
    } catch (const std::runtime_error& error) {
      caught = error.what();
    }
    expect_equal(caught, "first", "what run has thrown");
    expect_equal(log, Log{1, 0, 1, 1, 1}, "the turns of the others");
    loop.run(note(log, 2));  // throws nothing: it has been thrown
    expect_equal(log.back(), 2, "what the next run has done");
  });
}

TEST_CASE("a loop that is not run destroys its tasks", "[14][task1]") {
  explore([] {
    Log log;
    {
      Loop loop;
      loop.spawn(note(log, 1));
      expect_equal(Alive::count, 1, "frames while the loop lives");
    }
    expect_equal(Alive::count, 0, "frames that are left");
    expect_equal(log, Log{}, "the tasks that have run");
  });
}

TEST_CASE("a frame is gone when its task has ended", "[14][task1]") {
  explore([] {
    Log log;
    Loop loop;
    const auto look = [&]() -> Task<> {
      co_await yield();
      co_await yield();
      log.push_back(Alive::count);
    };
    loop.spawn(note(log, 1));
    loop.run(look());
    expect_equal(log, Log{1, 0}, "that it has run, and the frames left then");
  });
}

TEST_CASE("run is not called in a task", "[14][task1]") {
  explore([] {
    const auto nested = []() -> Task<bool> {
      Loop inner;
      const auto nothing = []() -> Task<> { co_return; };
      co_return throws<std::logic_error>([&] { inner.run(nothing()); });
    };
    Loop loop;
    expect(loop.run(nested()), "the run in a task throws std::logic_error");
  });
}

TEST_CASE("every order of two tasks is one in which they could run",
          "[14][task1]") {
  explore([] {
    // Six orders of two tasks with two turns each; all must be seen.
    const auto turn_twice = [](Log& log, int number) -> Task<> {
      log.push_back(number);
      co_await yield();
      log.push_back(number);
    };
    const orders::Report report = orders::run([&](orders::World& world) {
      Log log;
      world.spawn(turn_twice(log, 1));
      world.spawn(turn_twice(log, 2));
      world.run();
    });
    expect(report.all, "they are all");
    expect_equal(report.orders, 6, "orders");
  });
}
