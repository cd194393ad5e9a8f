// Assignment: let a select give up after a while. One claim decides between
// the deadline and a partner, so that no value is lost. File:
// chapters/16-await-select/async_select.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <thread>

#include "async_receive.hpp"
#include "async_select.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "halfway.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "select.hpp"
#include "task.hpp"

using workbook::async_select;
using workbook::Channel;
using workbook::current_time;
using workbook::Loop;
using workbook::receive_case;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;
using namespace std::chrono_literals;

TEST_CASE("a timeout happens when no case could proceed for so long",
          "[16][task3]") {
  orders::explore([](orders::World& world) {
    Channel<int> silent;
    const auto selector = [&]() -> Task<> {
      const auto start = current_time();
      std::optional<int> value;
      const std::size_t which = co_await async_select(
          timeout_case(2h), receive_case(silent, value), timeout_case(1h));
      orders::expect_equal(which, 2U, "the shortest of the timeouts");
      orders::expect(current_time() - start == 1h, "an hour has passed");
    };
    world.start("selector", selector());
    world.run();
  });
  // It counts from the call that makes the case.
  orders::explore([](orders::World& world) {
    Channel<int> silent;
    const auto selector = [&]() -> Task<> {
      const auto start = current_time();
      std::optional<int> value;
      auto limit = timeout_case(1h);
      co_await sleep_for(30min);
      co_await async_select(receive_case(silent, value), limit);
      orders::expect(current_time() - start == 1h,
                     "an hour from the call of timeout_case, which was half an "
                     "hour before the select");
    };
    world.start("selector", selector());
    world.run();
  });
  // Also when another one has left before its time, wherever it stood.
  static constexpr int hours[] = {10, 100, 20, 30, 40, 101, 102, 103, 104, 21};
  for (const int served : hours) {
    explorer::explore(
        [served] {
          Channel<int> letters;
          Channel<int> silent;
          const auto selector = [&](int limit) -> Task<> {
            const auto start = current_time();
            std::optional<int> value;
            co_await async_select(
                receive_case(limit == served ? letters : silent, value),
                timeout_case(limit * 1h));
            explorer::expect(current_time() - start == (value ? 1 : limit) * 1h,
                             "each gives up when its own time has passed");
          };
          const auto sender = [&]() -> Task<> {
            co_await sleep_for(1h);
            co_await letters.async_send(1);
          };
          Loop loop;
          for (const int limit : hours) loop.spawn(selector(limit));
          loop.run(sender());
        },
        {.schedules = 1, .needs_virtual_time = true});
  }
}

TEST_CASE("a deadline that races a send loses no value", "[16][task3]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    bool gave_up = false;
    std::optional<int> value;
    const auto selector = [&]() -> Task<> {
      const std::size_t which = co_await async_select(
          receive_case(channel, value), timeout_case(1ms));
      gave_up = which == 1;
      orders::expect(value.has_value() != gave_up,
                     "one of the two, never both");
      if (gave_up) value = co_await channel.async_receive();
    };
    const auto sender = [&]() -> Task<> {
      co_await sleep_for(1ms);
      co_await channel.async_send(7);
    };
    world.start("selector", selector());
    world.start("sender", sender());
    world.run();
    orders::expect_equal(value, 7, "the value");
  });
}

TEST_CASE("a select that has won wakes no more when its deadline comes",
          "[16][task3]") {
  orders::explore([](orders::World& world) {
    Channel<int> channel;
    const auto selector = [&]() -> Task<> {
      for (int i = 0; i < 2; ++i) {
        std::optional<int> value;
        const std::size_t which = co_await async_select(
            receive_case(channel, value), timeout_case(1h));
        orders::expect_equal(which, 0U, "the value came first");
        orders::expect_equal(value, 2 * i, "the value that was sent");
        const auto later = co_await channel.async_receive();
        orders::expect_equal(later, 2 * i + 1, "the value two hours later");
      }
    };
    const auto sender = [&]() -> Task<> {
      for (int i = 0; i < 2; ++i) {
        co_await channel.async_send(2 * i);
        co_await sleep_for(2h);
        co_await channel.async_send(2 * i + 1);
        co_await yield();  // the next select may wait
      }
    };
    world.start("selector", selector());
    world.start("sender", sender());
    world.run();
  });
}

TEST_CASE("a select that is destroyed while it waits stops its timer",
          "[16][task3]") {
  explorer::explore([] {
    Channel<int> channel;
    const auto selector = [&]() -> Task<> {
      std::optional<int> value;
      co_await async_select(receive_case(channel, value), timeout_case(1h));
    };
    orders::Halfway executor{selector()};
    explorer::expect_equal(executor.timers, 1, "timers while it waits");
    executor.give_up();
    explorer::expect_equal(executor.timers, 0, "timers when its frame is gone");
  });
}

TEST_CASE("a thread's select and a task's select find each other",
          "[16][task4]") {
  explorer::explore([] {
    Channel<int> there;
    Channel<int> back;
    std::jthread thread = explorer::start("thread", [&] {
      workbook::select(workbook::on_send(there, 7),
                       workbook::on_receive(back, [](std::optional<int>) {}));
    });
    const auto selector = [&]() -> Task<std::size_t> {
      std::optional<int> value;
      const std::size_t which =
          co_await async_select(send_case(back, 8), receive_case(there, value));
      co_return which == 1 && value == 7 ? which : 0;
    };
    Loop loop;
    const std::size_t which = loop.run(selector());
    explorer::expect(which < 2, "one case has happened");
  });
}
