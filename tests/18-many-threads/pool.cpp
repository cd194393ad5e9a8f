// Assignment: write Pool: several workers share the ready tasks, and run()
// gives what its task gives. Files: chapters/18-many-threads/pool.hpp,
// work_queue.hpp.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "channel.hpp"
#include "explorer.hpp"
#include "pool.hpp"
#include "scope.hpp"
#include "small_tasks.hpp"
#include "task.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using workbook::Channel;
using workbook::Deadlock;
using workbook::Pool;
using workbook::Scope;
using workbook::sleep_for;
using workbook::Task;
using workbook::yield;
using workbook_tests::throws;
using namespace small_tasks;

namespace {

Task<int> pass_a_value() {
  Channel<int> channel;
  int result = 0;
  Scope scope;
  scope.spawn(send, std::ref(channel), 7);
  scope.spawn(receive, std::ref(channel), std::ref(result));
  co_await scope.join();
  co_return result;
}

}  // namespace

TEST_CASE("a pool gives what its task gives, and all that were spawned end",
          "[18][task1]") {
  explore(
      [] {
        std::atomic<int> ended = 0;
        const auto count = [&]() -> Task<> {
          co_await yield();
          ++ended;
        };
        Pool pool{2};
        pool.spawn(count());
        expect_equal(pool.run(answer()), 7, "what the task gives");
        expect_equal(ended, 1, "spawned tasks that have ended");
      },
      {.schedules = 2'000, .max_steps = 60'000});
}

TEST_CASE("a value passes from one worker's task to another's", "[18][task1]") {
  explore(
      [] {
        Pool pool{2};
        expect_equal(pool.run(pass_a_value()), 7, "the value that was sent");
      },
      some);
  explore(
      [] {
        Channel<int> channel;
        int result = 0;
        Pool pool{2};
        pool.spawn(receive(channel, result));
        pool.run(send(channel, 7));
        expect_equal(result, 7, "the value that another worker has sent");
      },
      {.schedules = 2'000, .max_steps = 60'000});
}

TEST_CASE("a task that never waits does not keep the others from their turn",
          "[18][task1]") {
  explore(
      [] {
        bool done = false;
        const auto busy = [&]() -> Task<> {
          while (!done) co_await yield();
        };
        const auto other = [&]() -> Task<> {
          co_await sleep_for(0ns);
          done = true;
        };
        Pool pool{1};
        pool.spawn(busy());
        pool.run(other());
      },
      {.schedules = 50, .clock_may_wake = true, .clock_ticks = true});
}

TEST_CASE("a failure of any task is thrown by run", "[18][task1]") {
  explore(
      [] {
        const auto fail = []() -> Task<> {
          co_await yield();
          throw std::runtime_error{"broken"};
        };
        Pool pool{2};
        pool.spawn(fail());
        expect(throws<std::runtime_error>([&] { pool.run(answer()); }),
               "run throws what left the task");
      },
      some);
}

TEST_CASE("a pool names a deadlock", "[18][task4]") {
  explore(
      [] {
        Channel<int> replies{0, "replies"};
        int result = 0;
        Pool pool{2};
        std::string what;
        try {
          pool.run(receive(replies, result));
        } catch (const Deadlock& deadlock) {
          what = deadlock.what();
        }
        expect(what.find("waits to receive from replies") != what.npos,
               "what waits for what");
        expect_equal(pool.run(answer()), 7, "what the next task gives");
      },
      some);
  // A worker that says late that nobody lived takes nothing away.
  explore(
      [] {
        Channel<int> room{1};
        Channel<int> replies;
        int result = 0;
        Pool pool{1};
        pool.spawn(send(room, 1));
        expect(throws<Deadlock>([&] { pool.run(receive(replies, result)); }),
               "a Deadlock");
        pool.run(receive(room, result));
        expect_equal(result, 1, "what another task has sent");
      },
      {.schedules = 2'000, .max_steps = 60'000});
}

TEST_CASE("a pool that names a deadlock lets no task go on after that",
          "[18][task4]") {
  explore(
      [] {
        Channel<int> silent;
        int result = 0;
        const auto parent = [&]() -> Task<> {
          Scope scope;
          scope.spawn(receive, std::ref(silent), std::ref(result));
          co_await scope.join();
          expect(false, "a task that joins what never ends");
        };
        Pool pool{2};
        expect(throws<Deadlock>([&] { pool.run(parent()); }), "a Deadlock");
        expect_equal(pool.run(answer()), 7, "what the next task gives");
      },
      some);
}

TEST_CASE("a pool that is not waited for destroys its tasks", "[18][task1]") {
  explore(
      [] {
        const auto held = std::make_shared<int>(7);
        {
          Channel<int> silent;
          const auto wait = [&](std::shared_ptr<int>) -> Task<> {
            co_await silent.async_receive();
          };
          Pool pool{2};
          pool.spawn(wait(held));
          pool.spawn(wait(held));
        }
        expect_equal(held.use_count(), 1, "owners of what a task was given");
      },
      some);
}
