// The examples of the reference: chapters 13 to 18.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>

#include "async_select.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "loop.hpp"
#include "pool.hpp"
#include "scope.hpp"
#include "sleep.hpp"
#include "task.hpp"

using explorer::expect;
using explorer::explore;
using namespace std::chrono_literals;
using namespace workbook;

// [tasks]
Task<> send_to(Channel<int>& channel) {
  for (int i = 1; i <= 3; ++i) co_await channel.async_send(i);
  channel.close();
}

Task<int> sum_of(Channel<int>& channel) {
  int sum = 0;
  for (;;) {
    const std::optional<int> value = co_await channel.async_receive();
    if (!value) co_return sum;
    sum += *value;
  }
}

Task<int> send_and_add_up() {
  Channel<int> channel;
  Scope senders;
  senders.spawn(send_to(channel));
  const int sum = co_await sum_of(channel);
  co_await senders.join();
  co_return sum;
}
// [tasks]

// [loop]
void run_on_this_thread() {
  Loop loop;
  expect(loop.run(send_and_add_up()) == 6, "the sum of 1, 2 and 3");
}
// [loop]

// [pool]
void run_on_two_threads() {
  Pool pool{2};
  expect(pool.run(send_and_add_up()) == 6, "the sum of 1, 2 and 3");
}
// [pool]

// [scope]
Task<> sleep_for_an_hour() { co_await sleep_for(1h); }

Task<> cancel_what_sleeps() {
  Scope sleepers;
  sleepers.spawn(sleep_for_an_hour());
  co_await yield();
  sleepers.cancel();
  co_await sleepers.join();
}
// [scope]

// [select-in-a-task]
Task<bool> is_silent_for_a_minute() {
  Channel<int> channel;
  std::optional<int> value;
  const std::size_t taken =
      co_await async_select(receive_case(channel, value), timeout_case(1min));
  co_return taken == 1;
}
// [select-in-a-task]

TEST_CASE("tasks on a loop") { explore(run_on_this_thread); }

TEST_CASE("tasks on a pool") {
  explore(run_on_two_threads, {.schedules = 30, .clock_may_wake = true});
}

TEST_CASE("tasks that are cancelled, and tasks that give up") {
  explore(
      [] {
        Loop loop;
        loop.run(cancel_what_sleeps());
        expect(loop.run(is_silent_for_a_minute()), "nobody sends");
      },
      {.schedules = 30, .clock_may_wake = true});
}
