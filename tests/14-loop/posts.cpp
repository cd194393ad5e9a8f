// Assignment: let another thread's post wake a loop that sleeps, and let a loop
// that is never idle look for posts, too. File: chapters/14-loop/loop.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <coroutine>
#include <memory>
#include <thread>

#include "executor.hpp"
#include "explorer.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "sleepers.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using workbook::Executor;
using workbook::Loop;
using workbook::Task;
using namespace sleepers;
using namespace std::chrono_literals;

namespace {

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
                   "what is posted runs within half a second of processor "
                   "time, in which another task yields");
  });
}
