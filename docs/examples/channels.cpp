// The examples of the reference: chapters 1 to 5.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "locked_store.hpp"
#include "op_counter.hpp"
#include "parker.hpp"

using explorer::expect;
using explorer::explore;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::LockedStore;
using workbook::OpCounter;
using workbook::Parker;

// [shared-store]
void share_a_store() {
  LockedStore store;
  std::thread writer{[&] { store.write(1, 42); }};
  const int before_or_after = store.read(1);
  writer.join();
  expect(before_or_after == 0 || before_or_after == 42, "old or new");
  expect(store.read(1) == 42, "the value written last");
}
// [shared-store]

// [count]
void count_together() {
  OpCounter operations;
  std::thread other{[&] { operations.add(); }};
  operations.add(2);
  other.join();
  expect(operations.value() == 3, "no addition is lost");
}
// [count]

// [park]
void wait_for_a_permit() {
  Parker parker;
  int answer = 0;
  std::thread helper{[&] {
    answer = 42;
    parker.unpark();  // may come before park(), or after it
  }};
  parker.park();
  expect(answer == 42, "what was done before unpark() is visible");
  helper.join();

  using namespace std::chrono_literals;
  const auto soon = std::chrono::steady_clock::now() + 10ms;
  expect(!parker.park_until(soon), "nobody gives a second permit");
}
// [park]

// [hand-off]
void hand_a_value_over() {
  Channel<int> channel;
  std::jthread sender{[&] { channel.send(7); }};
  expect(channel.receive() == 7, "the value that was sent");
}
// [hand-off]

// [buffer]
void send_ahead() {
  Channel<int> channel{2};
  channel.send(1);  // the buffer has room: nobody waits
  channel.send(2);
  expect(channel.size() == 2, "both are kept");
  expect(channel.receive() == 1, "first in, first out");
}
// [buffer]

// [drain]
void receive_until_closed() {
  Channel<int> channel{1};
  std::jthread producer{[&] {
    for (int value : {1, 2, 3}) channel.send(value);
    channel.close();
  }};
  int sum = 0;
  for (int& value : channel) sum += value;
  expect(sum == 6, "every value before the end");
  expect(channel.receive() == std::nullopt, "after the end: nothing");
}
// [drain]

// [closed]
void send_to_a_closed_channel() {
  Channel<int> channel;
  channel.close();
  bool refused = false;
  try {
    channel.send(7);
  } catch (const ClosedChannel&) {
    refused = true;
  }
  expect(refused, "a closed channel accepts no value");
}
// [closed]

TEST_CASE("example: a store that threads share") { explore(share_a_store); }
TEST_CASE("example: counting together") { explore(count_together); }
TEST_CASE("example: waiting for a permit") {
  explore(wait_for_a_permit, {.clock_may_wake = true});
}
TEST_CASE("example: a hand-off") { explore(hand_a_value_over); }
TEST_CASE("example: sending ahead") { explore(send_ahead); }
TEST_CASE("example: receiving until closed") { explore(receive_until_closed); }
TEST_CASE("example: a send is refused") { explore(send_to_a_closed_channel); }
