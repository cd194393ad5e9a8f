// Assignment: see that the channel in chapters/03-rendezvous/channel.hpp works
// with more threads than two, and for longer than a few values.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "memory.hpp"
#include "play.hpp"

using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using namespace std::chrono_literals;

namespace {

/// No channel is closed before chapter 5.
struct ClosedChannel {};

using Rendezvous = workbook_tests::Play<Channel<int>, ClosedChannel>;

}  // namespace

TEST_CASE("nine receivers that wait are served in their order", "[03][task1]") {
  // Not all of them wait at the same time: some go before others come.
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::array<std::optional<int>, 9> result;
        std::array<std::jthread, 9> receivers;
        std::size_t came = 0;
        int sent = 0;
        const auto come = [&](int how_many) {
          for (; how_many > 0; --how_many, ++came) {
            receivers[came] = start(
                "receiver", [&, came] { result[came] = channel.receive(); });
            settle();
          }
        };
        const auto serve = [&](int how_many) {
          for (; how_many > 0; --how_many) channel.send(10 + sent++);
        };
        come(3);
        serve(2);
        come(6);
        serve(7);
        for (std::size_t i = 0; i < 9; ++i) {
          receivers[i].join();
          expect_equal(result[i], 10 + static_cast<int>(i),
                       "each receiver gets a value in the order they came");
        }
      },
      {.schedules = 20});
}

TEST_CASE("a thousand values pass from hand to hand", "[03][task2]") {
  explore(
      [] {
        constexpr int values = 1000;
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (int value = 0; value < values; ++value) channel.send(value);
        });
        for (int value = 0; value < values; ++value) {
          expect_equal(channel.receive(), value,
                       "the receive gives the next value");
        }
      },
      {.schedules = 3, .max_steps = 1'000'000});
}

TEST_CASE("two threads that wait again and again are served in turn",
          "[03][task2]") {
  constexpr int turns = 300;
  constexpr explorer::Options long_run{.schedules = 2, .max_steps = 1'000'000};
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        const auto sender = [&](int number) {
          for (int turn = 0; turn < turns; ++turn) channel.send(number);
        };
        std::jthread first{sender, 1};
        settle();
        std::jthread second{sender, 2};
        for (int turn = 0; turn < 2 * turns; ++turn) {
          settle();
          expect_equal(channel.receive(), 1 + turn % 2,
                       "the receive serves the sender that waits longer");
        }
      },
      long_run);
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        const auto receiver = [&](int number) {
          for (int turn = 0; turn < turns; ++turn) {
            expect_equal(channel.receive(), number,
                         "the send serves the receiver that waits longer");
          }
        };
        std::jthread first{receiver, 1};
        settle();
        std::jthread second{receiver, 2};
        for (int turn = 0; turn < 2 * turns; ++turn) {
          settle();
          channel.send(1 + turn % 2);
        }
      },
      long_run);
}

TEST_CASE("sends and receives may follow each other in any order",
          "[03][task2]") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const int calls = seed < 6 ? 12 : 60;  // first what is easy to read
    explore(
        [seed, calls] {
          Rendezvous rendezvous{0};
          play_at_random(rendezvous, seed, calls);
          rendezvous.finish();
        },
        {.schedules = 3, .max_steps = 1'000'000});
  }
}

TEST_CASE("very many threads may wait at once", "[03][task2]") {
  // The last one comes when the first has been served.
  constexpr int threads = 150;
  constexpr explorer::Options long_run{.schedules = 2, .max_steps = 1'000'000};
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::array<std::optional<int>, threads> result;
        {
          std::array<std::jthread, threads> receivers;
          for (std::size_t i = 0; i < threads; ++i) {
            if (i + 1 == threads) channel.send(0);
            receivers[i] =
                start("receiver", [&, i] { result[i] = channel.receive(); });
            settle();
          }
          for (int i = 1; i < threads; ++i) channel.send(i);
        }
        for (std::size_t i = 0; i < threads; ++i) {
          expect_equal(result[i], static_cast<int>(i),
                       "each receiver gets a value in the order they came");
        }
      },
      long_run);
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::array<std::jthread, threads> senders;
        for (std::size_t i = 0; i < threads; ++i) {
          if (i + 1 == threads) {
            expect_equal(channel.receive(), 0, "what the first sender sends");
          }
          senders[i] =
              start("sender", [&, i] { channel.send(static_cast<int>(i)); });
          settle();
        }
        for (int i = 1; i < threads; ++i) {
          expect_equal(channel.receive(), i,
                       "the values of the senders in the order they came");
        }
      },
      long_run);
}

TEST_CASE("a channel knows nothing of one that is gone", "[03][task2]") {
  explore([] {
    std::optional<Channel<int>> channel;
    for (const int value : {10, 20, 30}) {
      channel.emplace();  // where the one before has been
      std::jthread sender = start("sender", [&] { channel->send(value); });
      expect_equal(channel->receive(), value,
                   "the receive gives what was sent to this channel");
      sender.join();
    }
  });
}

TEST_CASE("a channel takes no more memory however long it is used",
          "[03][task2]") {
  explore(
      [] {
        constexpr int rounds = 150;
        Channel<int> channel;
        std::jthread partner = start("partner", [&] {
          for (int round = 0; round < 2 * rounds; ++round) {
            channel.receive();
            channel.send(round);
          }
        });
        workbook_tests::expect_no_more_memory(
            rounds,
            [&] {
              channel.send(1);
              channel.receive();
            },
            "600 values need as much memory as 300");
      },
      {.schedules = 3, .max_steps = 1'000'000});
}

TEST_CASE("a send that waits does nothing meanwhile", "[03][task2]") {
  explore(
      [] {
        Channel<int> channel;
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] { channel.send(7); });
        for (int day = 0; day < 200; ++day) std::this_thread::sleep_for(24h);
        expect_equal(channel.receive(), 7,
                     "the receive gives the value that was sent");
      },
      {.needs_virtual_time = true, .max_steps = 4000});
}
