// Assignment: write Pool: several workers share the ready tasks, and one that
// finds nothing sleeps. No worker sleeps while a task is ready. Files:
// chapters/18-many-threads/pool.hpp, work_queue.hpp, idle_workers.hpp.

#include "pool.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "async_select.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "scope.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::async_select;
using workbook::Cancelled;
using workbook::Channel;
using workbook::Deadlock;
using workbook::Executor;
using workbook::Pool;
using workbook::receive_case;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;
using namespace std::chrono_literals;

namespace {

constexpr explorer::Options some{.schedules = 300, .max_steps = 60'000};
constexpr explorer::Options some_with_timers{
    .schedules = 300, .clock_may_wake = true, .max_steps = 60'000};
constexpr explorer::Options some_racing{.schedules = 300,
                                        .clock_may_wake = true,
                                        .deadlines_race = true,
                                        .max_steps = 60'000};

Task<int> answer() {
  co_await yield();
  co_return 7;
}

Task<> send(Channel<int>& to, int value) { co_await to.async_send(value); }

Task<> receive(Channel<int>& from, int& result) {
  const std::optional<int> value = co_await from.async_receive();
  result = value.value_or(-1);
}

Task<int> pass_a_value() {
  Channel<int> channel;
  int result = 0;
  Scope scope;
  scope.spawn(send, std::ref(channel), 7);
  scope.spawn(receive, std::ref(channel), std::ref(result));
  co_await scope.join();
  co_return result;
}

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
      some);
}

TEST_CASE("a value passes from one worker's task to another's", "[18][task1]") {
  explore(
      [] {
        Pool pool{2};
        expect_equal(pool.run(pass_a_value()), 7, "the value that was sent");
      },
      some);
}

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
        const auto late = [](Channel<int>& channel) -> Task<> {
          std::optional<int> value;
          co_await async_select(receive_case(channel, value), timeout_case(1h));
        };
        const auto early = [](Channel<int>& channel) -> Task<> {
          co_await sleep_for(1ms);
          channel.close();
        };
        Channel<int> channel;
        Pool pool{2};
        pool.spawn(late(channel));
        pool.run(early(channel));
        expect(std::chrono::steady_clock::now() - before < 1min,
               "the early one did not wait for the late one");
      },
      {.schedules = 300, .needs_virtual_time = true, .max_steps = 60'000});
}

TEST_CASE("selects in opposite order on two workers find each other",
          "[18][task3]") {
  explore(
      [] {
        Channel<int> a;
        Channel<int> b;
        std::atomic<int> received = 0;
        const auto select = [&](Channel<int>& from,
                                Channel<int>& to) -> Task<> {
          std::optional<int> value;
          const std::size_t which = co_await async_select(
              receive_case(from, value), send_case(to, 7));
          if (which == 0) received += *value;
        };
        Pool pool{2};
        pool.spawn(select(a, b));
        pool.run(select(b, a));
        expect_equal(received, 7, "one has sent to the other");
      },
      some);
}

TEST_CASE("a deadline that races a send on another worker loses no value",
          "[18][task3]") {
  explore(
      [] {
        Channel<int> channel;
        std::optional<int> value;
        const auto selector = [&]() -> Task<> {
          const std::size_t which = co_await async_select(
              receive_case(channel, value), timeout_case(1ms));
          expect(value.has_value() == (which == 0), "one of the two");
          if (which == 1) value = co_await channel.async_receive();
        };
        Pool pool{2};
        pool.spawn(send(channel, 7));
        pool.run(selector());
        expect_equal(value, 7, "the value that was sent");
      },
      some_racing);
}

TEST_CASE("a cancel that races a send on another worker loses no value",
          "[18][task3]") {
  explore(
      [] {
        const auto parent = []() -> Task<> {
          Channel<int> channel;
          int received = 0;
          bool sent = false;
          const auto receiver = [&]() -> Task<> {
            co_await receive(channel, received);
          };
          const auto sender = [&]() -> Task<> {
            co_await channel.async_send(7);
            sent = true;
          };
          Scope receivers;
          Scope senders;
          receivers.spawn(std::cref(receiver));
          senders.spawn(std::cref(sender));
          receivers.cancel();
          co_await receivers.join();
          senders.cancel();
          co_await senders.join();
          expect_equal(received == 7, sent, "received if and only if sent");
        };
        Pool pool{2};
        pool.run(parent());
      },
      some);
}

TEST_CASE("a cancelled sleeper leaves its timer behind on no worker",
          "[18][task3]") {
  explore(
      [] {
        const auto parent = []() -> Task<> {
          const auto sleeper = []() -> Task<> { co_await sleep_for(1ms); };
          Scope scope;
          scope.spawn(sleeper);
          scope.spawn(sleeper);
          scope.cancel();
          co_await scope.join();
        };
        Pool pool{2};
        pool.run(parent());
      },
      some_racing);
}

TEST_CASE("the last task that ends does not touch its scope after that",
          "[18][task3]") {
  explore(
      [] {
        const auto nothing = []() -> Task<> { co_return; };
        const auto parent = [&]() -> Task<> {
          {
            Scope scope;
            scope.spawn(std::cref(nothing));
            co_await scope.join();
          }
          Scope again;
          again.spawn(std::cref(nothing));
          co_await again.join();
        };
        Pool pool{2};
        pool.run(parent());
      },
      some);
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
  const auto fail = []() -> Task<> {
    co_await yield();
    throw std::runtime_error{"broken"};
  };
  Pool pool{2};
  pool.spawn(fail());
  bool thrown = false;
  try {
    pool.run(answer());
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  CHECK(thrown);
}

TEST_CASE("a pool names a deadlock", "[18][task4]") {
  Channel<int> replies{0, "replies"};
  int result = 0;
  Pool pool{2};
  std::string what;
  try {
    pool.run(receive(replies, result));
  } catch (const Deadlock& deadlock) {
    what = deadlock.what();
  }
  CHECK(what.find("waits to receive from replies") != std::string::npos);
  CHECK(pool.run(answer()) == 7);
}

TEST_CASE("a pool that is not waited for destroys its tasks", "[18][task1]") {
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
  CHECK(held.use_count() == 1);
}

TEST_CASE("many hand-overs between four workers lose nothing", "[18][task4]") {
  constexpr int many = 20'000;
  std::atomic<long> sum = 0;
  const auto sender = [](Channel<int>& to) -> Task<> {
    for (int i = 1; i <= many; ++i) co_await to.async_send(i);
  };
  const auto receiver = [&](Channel<int>& from) -> Task<> {
    while (const auto value = co_await from.async_receive()) sum += *value;
  };
  const auto all = [&](std::size_t capacity) -> Task<> {
    Channel<int> channel{capacity};
    Scope senders;
    Scope receivers;
    for (int i = 0; i < 4; ++i) {
      senders.spawn(std::cref(sender), std::ref(channel));
      receivers.spawn(std::cref(receiver), std::ref(channel));
    }
    co_await senders.join();
    channel.close();
    co_await receivers.join();
  };
  Pool pool{4};
  for (const std::size_t capacity : {0U, 1U, 64U}) {
    sum = 0;
    pool.run(all(capacity));
    CHECK(sum == 4L * many * (many + 1) / 2);
  }
}
