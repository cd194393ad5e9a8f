// Assignment: let threads and tasks meet on one channel: they wait in the same
// lines, and the first to come is served first. Files:
// chapters/15-await-channel/sleeper.hpp, spawned.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "loop.hpp"
#include "select.hpp"
#include "task.hpp"

using workbook::Channel;
using workbook::Loop;
using workbook::on_receive;
using workbook::on_send;
using workbook::Task;

namespace {

Task<int> receive_all(Channel<int>& from) {
  int sum = 0;
  while (const auto one = co_await from.async_receive()) sum += *one;
  co_return sum;
}

Task<> send_two(Channel<int>& to) {
  co_await to.async_send(1);
  co_await to.async_send(2);
  to.close();
}

Task<> receive_one(Channel<int>& from, int wanted) {
  const std::optional<int> value = co_await from.async_receive();
  explorer::expect_equal(value, wanted, "the value for the task");
}

}  // namespace

TEST_CASE("a thread sends to a task", "[15][task4]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    explorer::explore([capacity] {
      Channel<int> channel{capacity};
      explorer::name(channel, "channel");
      std::jthread sender = explorer::start("sender", [&] {
        channel.send(1);
        channel.send(2);
        channel.close();
      });
      Loop loop;
      explorer::expect_equal(loop.run(receive_all(channel)), 3,
                             "the sum of two values");
    });
  }
}

TEST_CASE("a task sends to a thread", "[15][task4]") {
  for (const std::size_t capacity : {0U, 1U}) {
    explorer::explore([capacity] {
      Channel<int> channel{capacity};
      explorer::name(channel, "channel");
      std::jthread receiver = explorer::start("receiver", [&] {
        explorer::expect_equal(channel.receive(), 1, "the first value");
        explorer::expect_equal(channel.receive(), 2, "the second value");
        explorer::expect(!channel.receive(), "then it is closed");
      });
      Loop loop;
      loop.run(send_two(channel));
    });
  }
}

TEST_CASE("a thread's select and a task find each other", "[15][task4]") {
  explorer::explore([] {
    Channel<int> channel;
    Channel<int> silent;
    std::jthread sender = explorer::start("sender", [&] {
      workbook::select(on_send(channel, 7),
                       on_receive(silent, [](std::optional<int>) {}));
    });
    Loop loop;
    loop.run(receive_one(channel, 7));
  });
}

TEST_CASE("a task that another loop wakes goes on in its own", "[15][task4]") {
  explorer::explore([] {
    Channel<int> channel;
    const auto still_in = [](const Loop& loop) {
      explorer::expect(workbook::Executor::current() == &loop,
                       "the task goes on in the loop that it was given to");
    };
    const auto sender = [&](const Loop& home) -> Task<> {
      for (int i = 1; i <= 2; ++i) {
        co_await channel.async_send(i);
        still_in(home);
      }
    };
    const auto receiver = [&](const Loop& home) -> Task<> {
      for (int i = 1; i <= 2; ++i) {
        const auto value = co_await channel.async_receive();
        still_in(home);
        explorer::expect_equal(value, i, "the value from the other loop");
      }
    };
    std::jthread other = explorer::start("sending loop", [&] {
      Loop loop;
      loop.run(sender(loop));
    });
    Loop loop;
    loop.run(receiver(loop));
  });
}

TEST_CASE("threads and tasks are served in the order in which they came",
          "[15][task4]") {
  explorer::explore(
      [] {
        Channel<int> channel;
        std::jthread first = explorer::start("first thread", [&] {
          explorer::expect_equal(channel.receive(), 1,
                                 "the value for the first in line");
        });
        explorer::settle();
        std::jthread second = explorer::start("loop", [&] {
          Loop loop;
          loop.run(receive_one(channel, 2));
        });
        explorer::settle();
        std::jthread third = explorer::start("last thread", [&] {
          explorer::expect_equal(channel.receive(), 3,
                                 "the value for the last in line");
        });
        explorer::settle();
        for (int i = 1; i <= 3; ++i) channel.send(i);
      },
      {.schedules = 300});
}
