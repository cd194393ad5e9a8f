// Assignment: let tasks sleep, and let the loop sleep when nobody is ready:
// until the next timer, or until another thread posts something, or not at all,
// since nobody is left who could. Files: chapters/14-loop/sleep.hpp, loop.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <coroutine>
#include <ctime>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "deadline.hpp"
#include "executor.hpp"
#include "explorer.hpp"
#include "halfway.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "sleep.hpp"
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
using namespace std::chrono_literals;

namespace {

using Log = std::vector<int>;

Task<> sleep(Log& log, std::chrono::nanoseconds duration, int number) {
  co_await sleep_for(duration);
  log.push_back(number);
}

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

// Yields until it is told to end, or for a time that is too long.
Task<> never_wait(const bool& end) {
  const auto start = std::chrono::steady_clock::now();
  while (!end && std::chrono::steady_clock::now() - start < 2s) {
    co_await workbook::yield();
  }
}

Task<> say(bool& said) {
  said = true;
  co_return;
}

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

using Post = void (*)(Executor&, std::coroutine_handle<>);

void post(Executor& executor, std::coroutine_handle<> task) {
  executor.post(task);
}

// The same, by a task that runs on the thread's own executor.
void post_in_a_task(Executor& executor, std::coroutine_handle<> task) {
  const auto pass_on = [&]() -> Task<> {
    post(executor, task);
    co_return;
  };
  Loop().run(pass_on());
}

// Lets another thread post the task that awaits it.
class PostedLater {
 public:
  PostedLater(Executor& executor, std::jthread& poster, Post post)
      : executor_(executor), poster_(poster), post_(post) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> task) {
    poster_ = explorer::start("poster", [&executor = executor_, post = post_,
                                         task] { post(executor, task); });
  }
  void await_resume() const noexcept {}

 private:
  Executor& executor_;
  std::jthread& poster_;
  Post post_;
};

// The thread may outlive the loop.
Task<int> go_on_later(Executor& executor, std::jthread& poster,
                      Post how = post) {
  PostedLater later{executor, poster, how};
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
  orders::explore([](orders::World&) {
    Log told;
    Loop loop;
    loop.run(wait_to_be_told(told));
    orders::expect_equal(told, Log{1, 2},
                         "a timer is told that it has started (1), and then "
                         "that it has expired (2)");
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
                   "a sleep of 1 ms ends within 2 s in which another task "
                   "yields");
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

TEST_CASE("another thread's post wakes a loop that sleeps", "[14][task4]") {
  for (const Post how : {post, post_in_a_task}) {
    explore([how] {
      std::jthread poster;
      auto loop = std::make_unique<Loop>();
      expect_equal(loop->run(go_on_later(*loop, poster, how)), 7,
                   "what the task gives");
      loop.reset();
    });
  }
  explore(
      [] {
        Log log;
        std::jthread poster;
        Loop loop;
        const auto start = std::chrono::steady_clock::now();
        const auto before_the_hour = [&]() -> Task<bool> {
          co_await go_on_later(loop, poster);
          co_return std::chrono::steady_clock::now() - start < 1h;
        };
        loop.spawn(sleep(log, 1h, 1));
        expect(loop.run(before_the_hour()),
               "a task that is posted goes on while another one sleeps");
      },
      {.clock_may_wake = true});
  // In real time: a loop that is never idle looks, too.
  orders::explore([](orders::World&) {
    bool said = false;
    Loop loop;
    const auto end = [&]() -> Task<bool> {
      const std::jthread poster{[&] { loop.spawn(say(said)); }};
      co_await never_wait(said);
      co_return said;
    };
    orders::expect(loop.run(end()),
                   "what is posted runs within 2 s in which another task "
                   "yields");
  });
}
