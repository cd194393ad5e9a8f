// The examples of the reference: chapters 6 to 10, and the explorer.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "op_count.hpp"
#include "requests.hpp"
#include "select.hpp"
#include "stateful_owner.hpp"

using explorer::expect;
using explorer::explore;
using namespace std::chrono_literals;
using namespace workbook;

// [select]
void take_what_comes_first() {
  Channel<int> numbers;
  Channel<std::string> words;
  std::jthread sender{[&] { words.send("seven"); }};
  const std::size_t taken =
      select(on_receive(numbers, [](std::optional<int>) {}),
             on_receive(words, [](std::optional<std::string> word) {
               expect(word == "seven", "the word that was sent");
             }));
  expect(taken == 1, "the second case");
}
// [select]

// [poll]
void send_if_there_is_room() {
  Channel<int> channel{1};
  const auto try_send = [&](int value) {
    bool sent = false;
    select(on_send(channel, value, [&] { sent = true; }), otherwise([] {}));
    return sent;
  };
  expect(try_send(1), "there is room");
  expect(!try_send(2), "the buffer is full");
}
// [poll]

// [timeout]
void give_up_after_an_hour() {
  Channel<int> silent;
  bool gave_up = false;
  select(on_receive(silent, [](std::optional<int>) {}),
         on_timeout(1h, [&] { gave_up = true; }));
  expect(gave_up, "nobody sends");
}
// [timeout]

// [null]
void switch_a_case_off() {
  const auto left = make_channel<int>(1);
  const auto right = make_channel<int>(1);
  left->send(1);
  left->close();
  right->close();
  ChannelPtr<int> open_left = left;  // null once it has ended
  ChannelPtr<int> open_right = right;
  int received = 0;
  while (open_left || open_right) {
    select(on_receive(open_left,
                      [&](std::optional<int> value) {
                        if (!value) open_left = nullptr;
                        if (value) ++received;
                      }),
           on_receive(open_right, [&](std::optional<int> value) {
             if (!value) open_right = nullptr;
           }));
  }
  expect(received == 1, "the only value");
}
// [null]

// [ask]
void ask_an_owner() {
  Channel<ReadOp> reads;
  std::jthread owner{[&] {
    for (ReadOp& request : reads) request.reply->send(10 * request.key);
  }};
  expect(ask_read(reads, 4) == 40, "the owner's answer");
  reads.close();
}
// [ask]

// [owner]
void own_some_state() {
  StatefulOwner owner;
  std::jthread client{[&] { owner.write(1, 42); }};
  const int before_or_after = owner.read(1);
  expect(before_or_after == 0 || before_or_after == 42, "old or new");
  client.join();
  expect(owner.read(1) == 42, "the value written last");
}
// [owner]

// [count-ops]
void count_for_a_moment() {
  const OpCounts counts =
      count_ops({.readers = 1, .writers = 1, .pause = 1ms, .run_for = 3ms});
  expect(counts.reads >= 1 && counts.writes >= 1, "each did something");
}
// [count-ops]

// [explore]
void test_who_waits_first() {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    std::jthread sender{[&] {
      explorer::name_thread("sender");
      channel.send(7);
    }};
    explorer::settle();  // goes on when the sender waits
    expect(channel.size() == 0, "no buffer keeps the value");
    expect(channel.receive() == 7, "the value that was sent");
  });
}
// [explore]

TEST_CASE("example: what comes first") { explore(take_what_comes_first); }
TEST_CASE("example: polling") { explore(send_if_there_is_room); }
TEST_CASE("example: giving up") {
  explore(give_up_after_an_hour, {.needs_virtual_time = true});
}
TEST_CASE("example: switching cases off") { explore(switch_a_case_off); }
TEST_CASE("example: asking an owner") { explore(ask_an_owner); }
TEST_CASE("example: owning state") { explore(own_some_state); }
TEST_CASE("example: counting operations") {
  explore(count_for_a_moment, {.schedules = 50, .needs_virtual_time = true});
}
TEST_CASE("example: a test of the explorer's") { test_who_waits_first(); }
