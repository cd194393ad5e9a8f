// Assignment: see that the Ring in chapters/04-buffering/ring.hpp and the
// channel in chapters/03-rendezvous/channel.hpp work in any size, for as long
// as anybody likes, and with more threads than two.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "memory.hpp"
#include "play.hpp"
#include "throws.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::throws;
using namespace std::chrono_literals;

namespace {

/// No channel is closed before chapter 5.
struct ClosedChannel {};

using Buffered = workbook_tests::Play<Channel<int>, ClosedChannel>;

constexpr explorer::Options long_run{.schedules = 3, .max_steps = 10'000'000};

/// One thread sends and receives in turn; `kept` values stay between.
void pass(std::size_t capacity, int kept, int values) {
  Channel<int> channel{capacity};
  explorer::name(channel, "channel");
  for (int value = 0; value < kept; ++value) channel.send(value);
  for (int value = kept; value < values; ++value) {
    channel.send(value);
    expect_equal(channel.receive(), value - kept,
                 "the receive gives the oldest value");
  }
  expect_equal(channel.size(), kept, "the size: as many as were not received");
}

/// The same, and the buffer fills up slowly: value by value, lap by lap.
void fill_slowly(std::size_t capacity) {
  Channel<int> channel{capacity};
  explorer::name(channel, "channel");
  int sent = 0;
  int received = 0;
  const auto receive = [&] {
    expect_equal(channel.receive(), received++,
                 "the receive gives the oldest value");
  };
  for (std::size_t kept = 1; kept <= capacity; ++kept) {
    channel.send(sent++);
    for (int lap = 0; lap < 3; ++lap) {
      receive();
      channel.send(sent++);
    }
  }
  while (received < sent) receive();
}

}  // namespace

TEST_CASE("a buffer of any size keeps its values in order", "[04][task1]") {
  for (const std::size_t capacity : {1U, 2U, 3U, 5U, 7U, 8U, 1000U}) {
    explore(
        [capacity] {
          // Empty in between, full in between, and with room all the time.
          const int full = static_cast<int>(capacity) - 1;
          for (const int kept : {0, full, full / 2}) pass(capacity, kept, 2000);
          fill_slowly(capacity);
        },
        long_run);
  }
}

TEST_CASE("a buffer may be as large as one likes", "[04][task1]") {
  explore(
      [] {
        constexpr int many = 70'000;
        Channel<int> channel{many};
        for (int value = 0; value < many; ++value) channel.send(value);
        expect_equal(channel.size(), many, "the size of a full buffer");
        for (int value = 0; value < many; ++value) {
          expect_equal(channel.receive(), value,
                       "the receive gives the oldest value");
        }
        expect_equal(channel.size(), 0, "the size is 0: all were received");
      },
      long_run);
}

TEST_CASE("a buffer may be used as long as one likes", "[04][task1]") {
  explore([] { pass(3, 2, 70'000); }, long_run);
}

TEST_CASE("nine senders that wait for room are served in their order",
          "[04][task2]") {
  // Not all of them wait at the same time: some go before others come.
  explore(
      [] {
        Channel<int> channel{2};
        explorer::name(channel, "channel");
        channel.send(0);
        channel.send(1);
        std::array<std::jthread, 9> senders;
        std::size_t came = 0;
        int received = 0;
        const auto come = [&](int how_many) {
          for (; how_many > 0; --how_many, ++came) {
            const int value = 2 + static_cast<int>(came);
            senders[came] =
                start("sender", [&, value] { channel.send(value); });
            settle();
          }
        };
        const auto serve = [&](int how_many) {
          for (; how_many > 0; --how_many, ++received) {
            expect_equal(channel.receive(), received,
                         "the receive gives the values as they were sent");
          }
        };
        come(3);
        serve(2);
        come(6);
        serve(9);
      },
      {.schedules = 20});
}

TEST_CASE("sends and receives may follow each other in any order",
          "[04][task2]") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const int calls = seed < 6 ? 12 : 60;  // first what is easy to read
    explore(
        [seed, calls] {
          Buffered buffered{1 + seed % 3};
          play_at_random(buffered, seed, calls);
          buffered.finish();
        },
        long_run);
  }
}

TEST_CASE("a channel knows nothing of one that is gone", "[04][task2]") {
  explore([] {
    std::optional<Channel<int>> channel;
    for (const int value : {10, 20, 30}) {
      channel.emplace(2U);  // where the one before has been
      expect_equal(channel->size(), 0, "the size of a new channel is 0");
      std::thread{[&] { channel->send(value); }}.join();
      channel->send(value + 1);
      expect_equal(channel->receive(), value,
                   "the receive gives what was sent to this channel");
    }
  });
}

TEST_CASE("a channel takes no more memory however long it is used",
          "[04][task2]") {
  explore(
      [] {
        constexpr int rounds = 200;
        Channel<int> channel{2};
        std::jthread sender = start("sender", [&] {
          for (int value = 0; value < 2 * 5 * rounds; ++value) {
            channel.send(value);
          }
        });
        workbook_tests::expect_no_more_memory(
            rounds,
            [&] {
              for (int i = 0; i < 5; ++i) channel.receive();
            },
            "2000 values need as much memory as 1000");
      },
      long_run);
}

TEST_CASE("values that break take no more memory, however many they are",
          "[04][task3]") {
  explore(
      [] {
        int sound = 1'000'000;
        int broken = 0;
        Channel<Fragile> channel{1};
        workbook_tests::expect_no_more_memory(
            20,
            [&] {
              channel.send(Fragile{1, sound});
              std::jthread unlucky = start("unlucky sender", [&] {
                const auto send = [&] { channel.send(Fragile{2, broken}); };
                expect(throws<Broken>(send),
                       "the send passes on what the move threw");
              });
              settle();
              channel.receive();
              unlucky.join();
            },
            "40 values that broke need as much memory as 20");
      },
      long_run);
}

TEST_CASE("a send that waits for room does nothing meanwhile", "[04][task2]") {
  explore(
      [] {
        Channel<int> channel{1};
        explorer::name(channel, "channel");
        channel.send(1);
        std::jthread sender = start("sender", [&] { channel.send(2); });
        for (int day = 0; day < 200; ++day) std::this_thread::sleep_for(24h);
        expect_equal(channel.receive(), 1,
                     "the receive gives the value in the buffer");
        expect_equal(channel.receive(), 2,
                     "the receive gives the value that had to wait");
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}
