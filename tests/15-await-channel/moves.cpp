// Assignment: a value is moved and never copied, and one whose move throws does
// no harm. Files: chapters/15-await-channel/async_send.hpp, spawned.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "awkward.hpp"
#include "broken_sends.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "requests.hpp"
#include "task.hpp"
#include "values.hpp"

using workbook::Channel;
using workbook::ChannelPtr;
using workbook::Loop;
using workbook::make_channel;
using workbook::ReadOp;
using workbook::Task;
using workbook_tests::AwkwardInFrame;
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::Parcel;
using workbook_tests::send_two_that_break;
using workbook_tests::send_until_sent;

TEST_CASE("a task sends what can only be moved and has no default",
          "[15][task1]") {
  orders::explore([](orders::World& world) {
    Channel<Parcel> channel;
    const auto sender = [&]() -> Task<> {
      co_await channel.async_send(Parcel{7});
    };
    const auto receiver = [&]() -> Task<> {
      const auto parcel = co_await channel.async_receive();
      orders::expect_equal(parcel->content(), 7, "the content of the parcel");
    };
    world.start("sender", sender());
    world.start("receiver", receiver());
    world.run();
  });
  // Whatever else can be done with it.
  for (const std::size_t capacity : {0U, 1U}) {
    explorer::explore([capacity] {
      Channel<AwkwardInFrame> channel{capacity};
      const auto sender = [&]() -> Task<> {
        for (const int content : {7, 8, 9}) {
          co_await channel.async_send(AwkwardInFrame(content));
        }
      };
      const auto receiver = [&]() -> Task<> {
        for (const int content : {7, 8, 9}) {
          const auto received = co_await channel.async_receive();
          explorer::expect(received && received->content() == content,
                           "the receive gives the value that was sent");
        }
      };
      Loop loop;
      loop.spawn(sender());
      loop.run(receiver());
    });
  }
}

TEST_CASE("a request is destroyed once", "[15][task1]") {
  orders::explore([](orders::World& world) {
    Channel<ReadOp> reads{1};
    const ChannelPtr<int> reply = make_channel<int>(1);
    const auto sender = [&]() -> Task<> {
      co_await reads.async_send(ReadOp{1, reply});
      co_await reads.async_send({2, reply});
    };
    const auto receiver = [&]() -> Task<> {
      for (int i = 1; i <= 2; ++i) {
        const auto request = co_await reads.async_receive();
        orders::expect_equal(request->key, i, "the key that was sent");
      }
    };
    world.start("sender", sender());
    world.start("receiver", receiver());
    world.run();
    orders::expect_equal(reply.use_count(), 1,
                         "those who still hold the channel");
  });
}

TEST_CASE("a move that throws reaches the mover, and its partner waits on",
          "[15][task5]") {
  orders::explore([](orders::World& world) {
    Channel<Fragile> channel;
    int moves = 100;
    int broken = 0;
    std::vector<int> received;
    const auto receiver = [&]() -> Task<> {
      while (received.empty()) {
        try {
          const auto value = co_await channel.async_receive();
          received.push_back(value ? value->content() : -1);
        } catch (const Broken&) {
          ++broken;
          moves = 100;
        }
      }
    };
    world.start("receiver", receiver());
    world.start("sender", send_until_sent(channel, moves, broken));
    world.run();
    orders::expect_equal(received, std::vector{7}, "the values received");
    orders::expect_equal(broken, 1, "moves that threw");
  });
}

// A receiver that a broken send has woken tries again, and what it takes from
// the next sender is broken as well.
TEST_CASE("a move that throws when a task tries again reaches the task",
          "[15][task5]") {
  orders::explore([](orders::World&) {
    Channel<Fragile> channel;
    int moves = 100;
    int broken = 0;
    std::vector<int> received;
    const auto receiver = [&]() -> Task<> {
      while (received.empty()) {
        try {
          const auto value = co_await channel.async_receive();
          received.push_back(value ? value->content() : -1);
        } catch (const Broken&) {
          ++broken;
          moves = 100;
        }
      }
    };
    Loop loop;
    loop.spawn(receiver());
    loop.run(send_two_that_break(channel, moves));
    orders::expect_equal(received, std::vector{7}, "the values received");
    orders::expect_equal(broken, 1, "moves that threw in the receiver");
  });
}

TEST_CASE("a move that throws in a thread lets the task wait on",
          "[15][task5]") {
  explorer::explore([] {
    Channel<Fragile> channel;
    int none = 0;
    int enough = 100;
    const auto receiver = [&]() -> Task<> {
      const auto value = co_await channel.async_receive();
      explorer::expect_equal(value->content(), 7, "the value that was moved");
    };
    std::jthread thread = explorer::start("loop", [&] {
      Loop loop;
      loop.run(receiver());
    });
    explorer::settle();
    bool broken = false;
    try {
      channel.send(Fragile{1, none});
    } catch (const Broken&) {
      broken = true;
    }
    explorer::expect(broken, "the exception reaches the thread that sends");
    channel.send(Fragile{7, enough});
  });
}
