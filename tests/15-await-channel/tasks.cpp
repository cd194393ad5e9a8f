// Assignment: let a task await a channel: it stands in the line that a thread
// would stand in. Files: chapters/15-await-channel/async_send.hpp,
// async_receive.hpp, sleeper.hpp, spawned.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "task.hpp"

using workbook::Channel;
using workbook::ClosedChannel;
using workbook::Loop;
using workbook::Task;
using workbook::yield;

namespace {

using Log = std::vector<int>;

Task<> send(Channel<int>& to, Log values, orders::Alive /*argument*/ = {}) {
  for (const int value : values) co_await to.async_send(value);
}

Task<> receive(Channel<int>& from, Log& log, int count,
               orders::Alive /*argument*/ = {}) {
  for (int i = 0; i < count; ++i) {
    const std::optional<int> value = co_await from.async_receive();
    log.push_back(value.value_or(-1));
  }
}

Task<> receive_all(Channel<int>& from, Log& log,
                   orders::Alive /*argument*/ = {}) {
  while (const auto value = co_await from.async_receive()) {
    log.push_back(*value);
  }
}

Task<> send_until_closed(Channel<int>& to, int value, Log& log,
                         orders::Alive /*argument*/ = {}) {
  try {
    co_await to.async_send(value);
    log.push_back(value);
  } catch (const ClosedChannel&) {
    log.push_back(-value);
  }
}

Task<> close(Channel<int>& channel) {
  co_await yield();
  channel.close();
}

}  // namespace

TEST_CASE("what tasks send, tasks receive, once each, under every order",
          "[15][task1]") {
  for (const std::size_t capacity : {0U, 1U, 2U}) {
    orders::explore([capacity](orders::World& world) {
      Channel<int> channel{capacity};
      Log log;
      world.start("first sender", send(channel, {1, 2}));
      world.start("second sender", send(channel, {10, 20}));
      world.start("first receiver", receive(channel, log, 2));
      world.start("second receiver", receive(channel, log, 2));
      world.run();
      orders::expect_equal(std::accumulate(log.begin(), log.end(), 0), 33,
                           "the sum of what was received");
      orders::expect_equal(channel.size(), 0U, "values left");
    });
  }
}

TEST_CASE("one sender's values arrive in their order", "[15][task1]") {
  for (const std::size_t capacity : {0U, 1U, 2U, 3U}) {
    orders::explore([capacity](orders::World& world) {
      Channel<int> channel{capacity};
      Log log;
      world.start("sender", send(channel, {1, 2, 3, 4}));
      world.start("receiver", receive(channel, log, 4));
      world.run();
      orders::expect_equal(log, Log{1, 2, 3, 4}, "the values in their order");
    });
  }
}

TEST_CASE("tasks that wait are served first come, first served",
          "[15][task1]") {
  orders::explore([](orders::World&) {
    Log log;
    Channel<int> channel;
    Loop loop;
    for (int i = 1; i <= 3; ++i) loop.spawn(send(channel, Log{i}));
    loop.run(receive(channel, log, 3));
    orders::expect_equal(log, Log{1, 2, 3}, "the senders in their order");
    const auto receive_as = [](Channel<int>& from, Log& to,
                               int number) -> Task<> {
      const auto value = co_await from.async_receive();
      to.push_back(10 * number + value.value_or(-1));
    };
    log.clear();
    for (int i = 1; i <= 3; ++i) loop.spawn(receive_as(channel, log, i));
    loop.run(send(channel, {1, 2, 3}));
    orders::expect_equal(log, Log{11, 22, 33}, "the receivers in theirs");
  });
}

TEST_CASE("an unbuffered send goes on only when a receiver has the value",
          "[15][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    bool receiving = false;
    const auto sender = [&]() -> Task<> {
      co_await channel.async_send(7);
      orders::expect(receiving, "the receiver came before the send was over");
    };
    const auto receiver = [&]() -> Task<> {
      co_await yield();
      receiving = true;
      const auto value = co_await channel.async_receive();
      orders::expect_equal(value, 7, "the value that was sent");
    };
    world.start("sender", sender());
    world.start("receiver", receiver());
    world.run();
  });
}

TEST_CASE("a full buffer makes a send wait", "[15][task1]") {
  orders::explore([](orders::World&) {
    Log log;
    Channel<int> channel{2};
    const auto sender = [&]() -> Task<> {
      for (int i = 1; i <= 3; ++i) {
        co_await channel.async_send(i);
        log.push_back(i);
      }
    };
    const auto receiver = [&]() -> Task<> {
      co_await yield();
      log.push_back(0);
      co_await channel.async_receive();
    };
    Loop loop;
    loop.spawn(sender());
    loop.run(receiver());
    orders::expect_equal(log, Log{1, 2, 0, 3}, "the third after a receive");
  });
}

TEST_CASE("a task that wakes another goes on before it", "[15][task2]") {
  orders::explore([](orders::World&) {
    Log log;
    Channel<int> channel;
    const auto receiver = [&]() -> Task<> {
      co_await channel.async_receive();
      log.push_back(2);
    };
    const auto sender = [&]() -> Task<> {
      co_await channel.async_send(7);
      log.push_back(1);
    };
    Loop loop;
    loop.spawn(receiver());
    loop.run(sender());
    orders::expect_equal(log, Log{1, 2}, "the sender first");
  });
}

TEST_CASE("close wakes all tasks that wait: receivers get nothing",
          "[15][task1]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    Log log;
    for (int i = 0; i < 3; ++i) world.spawn(receive(channel, log, 1));
    world.start("closer", close(channel));
    world.run();
    orders::expect_equal(log, Log{-1, -1, -1}, "nothing for each");
  });
}

TEST_CASE("close wakes all tasks that wait: senders throw, nothing is lost",
          "[15][task1]") {
  for (const std::size_t capacity : {0U, 1U}) {
    orders::explore([capacity](orders::World& world) {
      Channel<int> channel{capacity};
      Log sent;
      Log received;
      world.start("first sender", send_until_closed(channel, 1, sent));
      world.start("second sender", send_until_closed(channel, 2, sent));
      world.start("closer", close(channel));
      world.start("receiver", receive_all(channel, received));
      world.run();
      int delivered = 0;
      for (const int value : sent) delivered += value > 0 ? value : 0;
      orders::expect_equal(sent.size(), 2U, "ends of sends");
      orders::expect_equal(std::accumulate(received.begin(), received.end(), 0),
                           delivered, "what was received is what was sent");
    });
  }
}
