// Assignment: let tasks sleep, and let the loop sleep when nobody is ready:
// until the next timer, or until another thread posts something, or not at all,
// since nobody is left who could. Files: chapters/14-loop/sleep.hpp, loop.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <coroutine>
#include <ctime>
#include <thread>
#include <vector>

#include "explorer.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "task.hpp"

using explorer::expect_equal;
using explorer::explore;
using orders::Alive;
using orders::throws;
using workbook::Deadlock;
using workbook::Executor;
using workbook::Loop;
using workbook::sleep_for;
using workbook::Task;
using namespace std::chrono_literals;

namespace {

using Log = std::vector<int>;

Task<> sleep(Log& log, std::chrono::nanoseconds duration, int number) {
  co_await sleep_for(duration);
  log.push_back(number);
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

TEST_CASE("a sleep that is over lets the others go first", "[14][task2]") {
  orders::explore([](orders::World&) {
    Log log;
    Loop loop;
    loop.spawn(sleep(log, 0ms, 2));
    const auto other = [&]() -> Task<> {
      log.push_back(1);
      co_return;
    };
    loop.run(other());
    orders::expect_equal(log, Log{1, 2}, "who was ready first");
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
  // On a busy machine that is no proof. Here time passes only in sleep.
  explore(
      [] {
        Log log;
        Loop loop;
        loop.run(sleep(log, 200ms, 1));
      },
      {.clock_may_wake = true});
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
