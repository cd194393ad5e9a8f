// Assignment: write Loop: tasks take turns on one thread, first come, first
// served. File: chapters/14-loop/loop.hpp.

#include "loop.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <coroutine>
#include <ctime>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
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
using workbook::sleep_for;
using workbook::Task;
using workbook::yield;
using namespace std::chrono_literals;

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

Task<> sleep(Log& log, std::chrono::nanoseconds duration, int number) {
  co_await sleep_for(duration);
  log.push_back(number);
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

Task<> wait_for_ever(Alive /*argument*/) { co_await std::suspend_always{}; }

class PostedLater {
 public:
  explicit PostedLater(Executor& executor) : executor_(executor) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> task) {
    poster_ = explorer::start("poster", [this, task] { executor_.post(task); });
  }
  void await_resume() const noexcept {}

 private:
  Executor& executor_;
  std::jthread poster_;
};

Task<int> go_on_later(Executor& executor) {
  PostedLater later{executor};
  co_await later;
  co_return 7;
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
  explore([] {
    constexpr int many = 1000;
    Log log;
    Loop loop;
    for (int i = 0; i < many; ++i) loop.spawn(take_turns(log, i, 3));
    loop.run(note(log, many));
    expect_equal(log.size(), 3U * many + 1, "turns taken");
    for (int i = 0; i < many; ++i) {
      expect_equal(log[static_cast<std::size_t>(i)], i, "in order");
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

// In real time: a loop that does not sleep by the clock does not end.
TEST_CASE("sleepers wake in the order of their deadlines", "[14][task2]") {
  orders::explore([](orders::World&) {
    Log log;
    Loop loop;
    loop.spawn(sleep(log, 30ms, 3));
    loop.spawn(sleep(log, 10ms, 1));
    loop.spawn(sleep(log, 20ms, 2));
    const auto start = std::chrono::steady_clock::now();
    loop.run(sleep(log, 0ms, 0));
    orders::expect(std::chrono::steady_clock::now() - start >= 30ms,
                   "thirty milliseconds have passed");
    orders::expect_equal(log, Log{0, 1, 2, 3}, "in the order of the deadlines");
  });
  orders::explore([](orders::World& world) {
    Log wakes;
    for (const int i : {5, 3, 1, 4, 2, 6}) world.spawn(sleep(wakes, i * 1h, i));
    world.run();
    orders::expect_equal(wakes, Log{1, 2, 3, 4, 5, 6}, "in their order");
  });
}

TEST_CASE("a duration too long to count never ends", "[14][task2]") {
  orders::explore([](orders::World& world) {
    using Timer = workbook::Timer;
    Log wakes;
    world.spawn(sleep(wakes, std::chrono::nanoseconds::max(), 2));
    world.run(sleep(wakes, 1h, 1));
    orders::expect_equal(wakes, Log{1, 2}, "who woke first");
    orders::expect(
        workbook::deadline_after(Timer::Time{}, std::chrono::hours::max()) ==
            Timer::Time::max(),
        "no overflow makes it short");
  });
}

TEST_CASE("a loop whose tasks sleep takes no processor time", "[14][task2]") {
  orders::explore([](orders::World&) {
    const auto cpu = [] {
      return std::chrono::duration<double>(std::clock()) / CLOCKS_PER_SEC;
    };
    Log log;
    Loop loop;
    const auto before = cpu();
    loop.run(sleep(log, 200ms, 1));
    orders::expect(cpu() - before < 100ms,
                   "a loop that sleeps for 200 ms computes for less than 100");
  });
}

// Under the explorer there is another thread, which might still come.
TEST_CASE("nobody ready and no timer set is a deadlock", "[14][task3]") {
  orders::explore([](orders::World&) {
    Loop loop;
    orders::expect(throws<Deadlock>([&] { loop.run(wait_for_ever({})); }),
                   "run throws Deadlock");
    orders::expect_equal(Alive::count, 0, "frames that are left");
  });
}

TEST_CASE("another thread's post wakes a loop that sleeps", "[14][task4]") {
  explore([] {
    Loop loop;
    expect_equal(loop.run(go_on_later(loop)), 7, "what the task gives");
  });
}
