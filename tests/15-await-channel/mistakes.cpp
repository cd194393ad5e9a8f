// Assignment: name the mistakes of a program of tasks: a deadlock, with who
// waits for what and where, and a call that blocks the thread. Files:
// chapters/15-await-channel/async_receive.hpp, async_send.hpp, your
// channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <coroutine>
#include <string>
#include <thread>
#include <vector>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "blocking.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "halfway.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "select.hpp"
#include "task.hpp"

using workbook::BlockingCall;
using workbook::Channel;
using workbook::Deadlock;
using workbook::Loop;
using workbook::Task;

namespace {

Task<> send(Channel<int>& to, int value, orders::Alive /*argument*/ = {}) {
  co_await to.async_send(value);
}

Task<> receive(Channel<int>& from, std::vector<int>& log,
               orders::Alive /*argument*/ = {}) {
  const auto value = co_await from.async_receive();
  log.push_back(value.value_or(-1));
}

}  // namespace

TEST_CASE("a deadlock says which task waits for what, and where",
          "[15][task3]") {
  orders::explore([](orders::World&) {
    Channel<int> replies{0, "replies"};
    const auto reader = [](Channel<int>& from, orders::Alive) -> Task<> {
      co_await from.async_receive();
    };
    Loop loop;
    std::string what;
    try {
      loop.run(reader(replies, {}));
    } catch (const Deadlock& deadlock) {
      what = deadlock.what();
    }
    const auto says = [&](const char* words) {
      orders::expect(what.find(words) != std::string::npos,
                     "it says " + std::string{words} + ", and it says " + what);
    };
    says("waits to receive from replies (mistakes.cpp:");
    says("; nobody is left who could send");
    std::vector<int> log;
    try {
      loop.run(receive(replies, log));
    } catch (const Deadlock& deadlock) {
      what = deadlock.what();
    }
    says("receive waits to receive from replies");

    const auto waits_elsewhere = [](Channel<int>& from) -> Task<> {
      co_await from.async_receive();
      co_await std::suspend_always{};
    };
    loop.spawn(waits_elsewhere(replies));
    try {
      loop.run(send(replies, 7));
    } catch (const Deadlock& deadlock) {
      what = deadlock.what();
    }
    orders::expect_equal(what, "a task waits; nobody is left who could wake it",
                         "what is said of a task that has received");
    orders::expect_equal(orders::Alive::count, 0, "frames that are left");
  });
}

TEST_CASE("a task that is destroyed while it waits leaves the line",
          "[15][task3]") {
  orders::explore([](orders::World&) {
    Channel<int> channel;
    std::vector<int> log;
    Loop loop;
    orders::expect(
        orders::throws<Deadlock>([&] { loop.run(receive(channel, log)); }),
        "a receiver alone is a deadlock");
    orders::expect(
        orders::throws<Deadlock>([&] { loop.run(send(channel, 7)); }),
        "then a sender alone is one, too");
    loop.spawn(send(channel, 8));
    loop.run(receive(channel, log));
    orders::expect_equal(log, std::vector{8}, "what the last receiver got");
  });
  // It stands in line behind a thread, which joins as it leaves.
  explorer::explore([] {
    Channel<int> channel;
    std::vector<int> log;
    orders::Halfway executor{receive(channel, log)};
    std::jthread thread = explorer::start("receiver", [&] {
      explorer::expect_equal(channel.receive(), 7, "what the thread received");
    });
    executor.give_up();
    channel.send(7);
  });
  explorer::explore([] {
    Channel<int> channel;
    orders::Halfway executor{send(channel, 8)};
    std::jthread thread = explorer::start("sender", [&] { channel.send(7); });
    executor.give_up();
    explorer::expect_equal(channel.receive(), 7, "what was received");
  });
}

TEST_CASE("a blocking call in a task is named as the mistake that it is",
          "[15][task3]") {
  orders::explore([](orders::World&) {
    Channel<int> channel{1};
    const auto blocks = [](Channel<int>& from, std::string& what) -> Task<> {
      try {
        from.receive();
      } catch (const BlockingCall& mistake) {
        what = mistake.what();
      }
      co_return;
    };
    std::string what;
    Loop loop;
    loop.run(blocks(channel, what));
    orders::expect(what.find("co_await async_receive") != std::string::npos,
                   "it says what to write instead");
    const auto also = [](Channel<int>& to) -> Task<> {
      to.send(7);
      co_return;
    };
    orders::expect(
        orders::throws<BlockingCall>([&] { loop.run(also(channel)); }),
        "a send throws BlockingCall, too");
    const auto loops = [](Channel<int>& from) -> Task<> {
      for (const int value : from) static_cast<void>(value);
      co_return;
    };
    orders::expect(
        orders::throws<BlockingCall>([&] { loop.run(loops(channel)); }),
        "a for over a channel throws BlockingCall, too");
    const auto selects = [](Channel<int>& from) -> Task<> {
      workbook::select(workbook::on_receive(from, [](auto) {}));
      co_return;
    };
    orders::expect(
        orders::throws<BlockingCall>([&] { loop.run(selects(channel)); }),
        "a select that may wait throws BlockingCall, too");
    const auto polls = [](Channel<int>& from, bool& empty) -> Task<> {
      workbook::select(workbook::on_receive(from, [](auto) {}),
                       workbook::otherwise([&] { empty = true; }));
      co_return;
    };
    bool empty = false;
    loop.run(polls(channel, empty));
    orders::expect(empty, "a select with an otherwise is let");
  });
}
