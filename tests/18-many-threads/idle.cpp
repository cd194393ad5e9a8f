// Assignment: a worker that finds nothing to do sleeps, and no worker sleeps
// while a task is ready. Files: chapters/18-many-threads/idle_workers.hpp,
// pool.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "async_select.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "pool.hpp"
#include "small_tasks.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::async_select;
using workbook::Channel;
using workbook::Executor;
using workbook::Pool;
using workbook::receive_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using namespace small_tasks;

namespace {

// Blocks its thread until another task has run: a test may do that.
class Latch {
 public:
  void open() {
    const std::lock_guard lock{mutex_};
    open_ = true;
    opened_.notify_all();
  }
  void wait() {
    std::unique_lock lock{mutex_};
    opened_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

Task<> open(Latch& latch) {
  latch.open();
  co_return;
}

Task<> spawn_and_block(Executor& pool, Latch& latch) {
  pool.spawn(open(latch));
  latch.wait();
  co_return;
}

Task<> wake_and_block(Channel<int>& channel, Latch& latch) {
  co_await channel.async_send(7);
  latch.wait();
}

Task<> receive_and_open(Channel<int>& channel, Latch& latch) {
  co_await channel.async_receive();
  latch.open();
}

}  // namespace

TEST_CASE("no worker sleeps while a task is ready: a task is spawned",
          "[18][task2]") {
  explore(
      [] {
        Latch latch;
        Pool pool{2};
        pool.run(spawn_and_block(pool, latch));
      },
      some);
}

TEST_CASE("no worker sleeps while a task is ready: two are spawned",
          "[18][task2]") {
  explore(
      [] {
        Latch latch;
        const auto block = [&]() -> Task<> {
          latch.wait();
          co_return;
        };
        Pool pool{2};
        explorer::settle();  // both sleep
        pool.spawn(block());
        pool.run(open(latch));
      },
      some);
}

TEST_CASE("no worker sleeps while a task is ready: a task is woken",
          "[18][task2]") {
  explore(
      [] {
        Latch latch;
        Channel<int> channel;
        Pool pool{2};
        pool.spawn(receive_and_open(channel, latch));
        pool.run(wake_and_block(channel, latch));
      },
      some);
}

TEST_CASE("no worker sleeps while a task is ready: a thread sends",
          "[18][task2]") {
  explore(
      [] {
        Channel<int> channel;
        int result = 0;
        std::jthread sender = start("sender", [&] { channel.send(7); });
        Pool pool{1};
        pool.run(receive(channel, result));
        expect_equal(result, 7, "the value that the thread has sent");
      },
      some);
}

TEST_CASE("a timer wakes a worker that sleeps", "[18][task3]") {
  explore(
      [] {
        const auto sleeper = []() -> Task<> {
          co_await sleep_for(1ms);
          co_await sleep_for(1ms);
        };
        Pool pool{2};
        pool.spawn(sleeper());
        pool.run(sleeper());
      },
      some_with_timers);
}

TEST_CASE("a new timer is not missed by workers that sleep for a later one",
          "[18][task3]") {
  explore(
      [] {
        const auto before = std::chrono::steady_clock::now();
        Latch latch;
        Channel<int> channel;
        const auto late = [&]() -> Task<> {
          std::optional<int> value;
          co_await async_select(receive_case(channel, value), timeout_case(1h));
        };
        const auto early = [&]() -> Task<> {
          co_await sleep_for(1ms);
          channel.close();
          latch.open();
        };
        const auto busy = [&]() -> Task<> {
          latch.wait();
          co_return;
        };
        Pool pool{2};
        pool.spawn(late());
        pool.spawn(early());
        pool.run(busy());
        expect(std::chrono::steady_clock::now() - before < 1min,
               "the early one did not wait for the late one");
      },
      {.schedules = 3000, .needs_virtual_time = true, .max_steps = 60'000});
}
