// Assignment: let tasks sleep, and let the loop sleep when nobody is ready:
// until the next timer, or not at all, since nobody is left who could wake it.
// Files: chapters/14-loop/sleep.hpp, loop.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <coroutine>
#include <ctime>

#include "deadline.hpp"
#include "executor.hpp"
#include "explorer.hpp"
#include "halfway.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "sleep.hpp"
#include "sleepers.hpp"
#include "task.hpp"
#include "timer.hpp"

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
using namespace sleepers;
using namespace std::chrono_literals;

namespace {

// Writes down what the executor tells a timer.
class Told final : workbook::Timer {
 public:
  explicit Told(Log& log) : Timer(workbook::current_time()), log_(log) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> task) {
    task_ = task;
    Executor::current()->start(*this);
  }
  void await_resume() const noexcept {}
  void started() override { log_.push_back(1); }
  void expire() noexcept override {
    log_.push_back(2);
    Executor::current()->post(task_);
  }

 private:
  Log& log_;
  std::coroutine_handle<> task_;
};

Task<> wait_to_be_told(Log& log) { co_await Told{log}; }

Task<> say_later(bool& said) {
  co_await sleep_for(1ms);
  said = true;
}

Task<> wait_without_end(Alive /*argument*/) { co_await std::suspend_always{}; }

// Notes which coroutine awaits it, and lets it wait without end.
struct Noted {
  std::coroutine_handle<>& task;
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waits) const { task = waits; }
  void await_resume() const noexcept {}
};

Task<> wait_noted(std::coroutine_handle<>& task) {
  Noted noted{task};
  co_await noted;
}

struct PostsAtItsEnd {
  Executor& executor;
  const std::coroutine_handle<>& task;
  ~PostsAtItsEnd() { executor.post(task); }
};

Task<> post_when_destroyed(Executor& executor,
                           const std::coroutine_handle<>& task) {
  const PostsAtItsEnd posts{executor, task};
  co_await std::suspend_always{};
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
  orders::explore([](orders::World&) {
    Log told;
    Loop loop;
    loop.run(wait_to_be_told(told));
    orders::expect_equal(told, Log{1, 2},
                         "a timer is told that it has started (1), and then "
                         "that it has expired (2)");
  });
  // The deadline counts from the call, not from when its task had its turn.
  explore(
      [] {
        using Clock = std::chrono::steady_clock;
        const auto work_and_sleep = []() -> Task<> {
          std::this_thread::sleep_for(50ms);  // as a long computation would
          const auto start = Clock::now();
          co_await sleep_for(60ms);
          expect(Clock::now() - start >= 60ms,
                 "a sleep of 60 ms takes 60 ms, though its task has worked for "
                 "50 ms before");
        };
        Loop().run(work_and_sleep());
      },
      {.clock_may_wake = true});
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
        loop.run(sleep(log, 200ms + 300ns, 1));
      },
      {.clock_may_wake = true});
}

TEST_CASE("a task that never waits keeps no sleeper asleep", "[14][task2]") {
  orders::explore([](orders::World&) {
    bool awake = false;
    Loop loop;
    loop.spawn(say_later(awake));
    const auto end = [&]() -> Task<bool> {
      co_await never_wait(awake);
      co_return awake;
    };
    orders::expect(loop.run(end()),
                   "a sleep of 1 ms ends within half a second of processor "
                   "time, in which another task yields");
  });
}

TEST_CASE("a task that is destroyed in its sleep stops its timer",
          "[14][task2]") {
  explore([] {
    Log log;
    orders::Halfway executor{sleep(log, 1h, 1)};
    expect_equal(executor.timers, 1, "timers while it sleeps");
    executor.give_up();
    expect_equal(executor.timers, 0, "timers when its frame is gone");
  });
}

// Under the explorer there is another thread, which might still come.
TEST_CASE("nobody ready and no timer set is a deadlock", "[14][task3]") {
  orders::explore([](orders::World&) {
    Loop loop;
    orders::expect(throws<Deadlock>([&] { loop.run(wait_without_end({})); }),
                   "run throws Deadlock");
    orders::expect_equal(Alive::count, 0, "frames that are left");
  });
  orders::explore([](orders::World&) {
    std::coroutine_handle<> task;
    bool said = false;
    Loop loop;
    loop.spawn(wait_noted(task));
    orders::expect(
        throws<Deadlock>([&] { loop.run(post_when_destroyed(loop, task)); }),
        "run throws Deadlock");
    loop.run(say(said));
    orders::expect(said, "a loop that has given up runs other tasks");
  });
}
