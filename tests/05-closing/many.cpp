// Assignment: see that close() in chapters/03-rendezvous/channel.hpp concerns
// this channel, whole, and no other; whatever has happened before it, and
// however often anybody tries again after it.

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "memory.hpp"
#include "play.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook_tests::throws;

namespace {

using Closing = workbook_tests::Play<Channel<int>, ClosedChannel>;

}  // namespace

TEST_CASE("closing one channel leaves the others open", "[05][task1]") {
  explore([] {
    Channel<int> closed{1};
    Channel<int> open{1};
    closed.close();
    open.send(7);
    expect_equal(open.receive(), 7, "the receive gives what was sent to it");
    expect(!closed.receive(), "the receive gives nothing");
    open.close();  // does not throw
  });
}

TEST_CASE("a channel knows nothing of one that is gone", "[05][task1]") {
  explore([] {
    std::optional<Channel<int>> channel;
    for (const int value : {10, 20, 30}) {
      channel.emplace(1U);  // where the one before has been, and is closed
      std::thread{[&] { channel->send(value); }}.join();
      channel->close();
      std::thread{[&] {
        expect_equal(channel->receive(), value,
                     "the receive gives what was sent to this channel");
      }}.join();
      expect(!channel->receive(), "the receive gives nothing: all is received");
    }
  });
}

TEST_CASE("a close may follow any sends and receives", "[05][task2]") {
  for (unsigned seed = 0; seed < 15; ++seed) {
    const int calls = seed < 9 ? 9 : 30;  // first what is easy to read
    explore(
        [seed, calls] {
          Closing closing{seed % 3};
          play_at_random(closing, seed, calls);
          closing.close();
          play_at_random(closing, seed + 1, calls);
          closing.finish();
        },
        {.schedules = 3, .max_steps = 1'000'000});
  }
}

TEST_CASE("a closed channel takes no more memory however often it is used",
          "[05][task2]") {
  explore(
      [] {
        Channel<int> channel{1};
        channel.close();
        workbook_tests::expect_no_more_memory(
            100,
            [&] {
              const auto send = [&] { channel.send(7); };
              expect(throws<ClosedChannel>(send),
                     "a send after the close throws ClosedChannel");
              expect(!channel.receive(), "the receive gives nothing");
            },
            "200 refused sends need as much memory as 100");
      },
      {.max_steps = 1'000'000});
  // Channels that come and go, each closed while a thread waits.
  explore(
      [] {
        workbook_tests::expect_no_more_memory(
            20,
            [] {
              Channel<int> channel;
              std::jthread sender = start("sender", [&] {
                const auto send = [&] { channel.send(7); };
                expect(throws<ClosedChannel>(send),
                       "the send throws ClosedChannel");
              });
              settle();
              channel.close();
              sender.join();
            },
            "40 closed channels need as much memory as 20");
      },
      {.schedules = 10, .max_steps = 1'000'000});
}
