// Assignment: in chapters/04-buffering/ring.hpp and
// chapters/03-rendezvous/channel.hpp, let values break on their way into the
// buffer and out of it. The ring stays as it was when a move throws; a sender
// that waits hears of its own value only, and a receive that made room for it
// is not disturbed.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "brittle.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "throws.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook_tests::Brittle;
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::receive_in_the_end;
using workbook_tests::send_in_the_end;
using workbook_tests::throws;

TEST_CASE("a value that breaks on its way into the buffer is not in it",
          "[04][task3]") {
  explore([] {
    Channel<Brittle> channel{2};
    explorer::name(channel, "channel");
    std::atomic<int> told{0};
    Brittle::Moves sound{0};
    Brittle::Moves breaks{1};
    send_in_the_end(channel, 1, sound, told);
    expect_equal(told, 0, "no call has thrown: no value has broken yet");
    bool thrown = false;
    try {
      channel.send(Brittle{2, breaks});
    } catch (const Broken&) {
      thrown = true;
    }
    expect(thrown, "the send passes on what the move threw");
    expect_equal(channel.size(), 1,
                 "the size is 1: the broken value is not in the buffer");
    send_in_the_end(channel, 3, sound, told);
    expect_equal(receive_in_the_end(channel, told), 1,
                 "the receive gives the value before it");
    expect_equal(receive_in_the_end(channel, told), 3,
                 "the receive gives the value after it");
  });
}

TEST_CASE("a value that breaks on its way out of the buffer is still there",
          "[04][task3]") {
  for (const int nth : {1, 2}) {
    explore([nth] {
      Channel<Brittle> channel{2};
      explorer::name(channel, "channel");
      std::atomic<int> told{0};
      Brittle::Moves breaks{nth};
      Brittle::Moves sound{0};
      send_in_the_end(channel, 1, breaks, told);
      send_in_the_end(channel, 2, sound, told);
      expect_equal(channel.size(), 2, "the size is 2: both values were sent");
      expect_equal(receive_in_the_end(channel, told), 1,
                   "the receive gives the value that broke at first");
      expect_equal(channel.size(), 1, "the size is 1: one of two was received");
      expect_equal(receive_in_the_end(channel, told), 2,
                   "the receive gives the value after it");
      expect_equal(channel.size(), 0, "the size is 0: both were received");
      expect_equal(told, 1, "one call has passed on what the move threw");
    });
  }
}

TEST_CASE("a sender that waits is told that its value broke", "[04][task3]") {
  explore([] {
    Channel<Fragile> channel{1};
    explorer::name(channel, "channel");
    int sound = 100;
    int broken = 0;
    channel.send(Fragile{1, sound});
    std::atomic<bool> told{false};
    std::jthread sender = start("sender", [&] {
      try {
        channel.send(Fragile{2, broken});
      } catch (const Broken&) {
        told = true;
      }
    });
    settle();
    expect_equal(channel.receive().value().content(), 1,
                 "the receive that makes room gives its own value");
    settle();
    expect(told, "the send passes on what the move threw");
    expect_equal(channel.size(), 0,
                 "the size is 0: the broken value is not in the buffer");
  });
}

TEST_CASE("the room of a value that broke goes to the next sender",
          "[04][task3]") {
  explore([] {
    Channel<Fragile> channel{1};
    explorer::name(channel, "channel");
    int sound = 100;
    int broken = 0;
    channel.send(Fragile{1, sound});
    std::atomic<bool> told{false};
    std::jthread first = start("first sender", [&] {
      try {
        channel.send(Fragile{2, broken});
      } catch (const Broken&) {
        told = true;
      }
    });
    settle();
    std::atomic<bool> returned{false};
    int also_sound = 100;
    std::jthread second = start("second sender", [&] {
      channel.send(Fragile{3, also_sound});
      returned = true;
    });
    settle();
    expect_equal(channel.receive().value().content(), 1,
                 "the receive gives the value in the buffer");
    settle();
    expect(returned,
           "the second send has returned: there is room for its value");
    expect_equal(channel.receive().value().content(), 3,
                 "the receive gives the value after it");
    settle();
    expect(told, "the first send passes on what the move threw");
  });
}

TEST_CASE("a value that breaks is neither lost nor doubled", "[04][task3]") {
  explore([] {
    Channel<Brittle> channel{1};
    explorer::name(channel, "channel");
    std::atomic<int> told{0};
    Brittle::Moves breaks{1};
    Brittle::Moves sound{0};
    std::jthread sender = start("sender", [&] {
      send_in_the_end(channel, 1, sound, told);
      send_in_the_end(channel, 2, breaks, told);
      send_in_the_end(channel, 3, sound, told);
    });
    expect_equal(receive_in_the_end(channel, told), 1,
                 "the receive gives the first value");
    expect_equal(receive_in_the_end(channel, told), 2,
                 "the receive gives the second value");
    expect_equal(receive_in_the_end(channel, told), 3,
                 "the receive gives the third value");
  });
}

TEST_CASE("whenever a value breaks, the channel goes on", "[04][task3]") {
  for (const int nth : {2, 3, 4}) {
    explore(
        [nth] {
          Channel<Brittle> channel{1};
          explorer::name(channel, "channel");
          std::atomic<int> told{0};
          Brittle::Moves breaks{nth};
          Brittle::Moves sound{0};
          std::jthread sender = start("sender", [&] {
            send_in_the_end(channel, 1, sound, told);
            send_in_the_end(channel, 2, breaks, told);
            send_in_the_end(channel, 3, sound, told);
          });
          expect_equal(receive_in_the_end(channel, told), 1,
                       "the receive gives the first value");
          int value = receive_in_the_end(channel, told);
          if (value == 2) {
            value = receive_in_the_end(channel, told);
          } else {
            expect_equal(told, 1,
                         "a call has thrown for each value that is missing");
          }
          expect_equal(value, 3, "the receive gives the third value");
          expect_equal(channel.size(), 0,
                       "the size is 0: all values were received");
        },
        {.schedules = 400});
  }
}

TEST_CASE("of several values that break in the line each sender is told",
          "[04][task3]") {
  explore([] {
    Channel<Fragile> channel{1};
    explorer::name(channel, "channel");
    int no_moves = 0;
    int moves = 100;
    std::atomic<int> told{0};
    channel.send(Fragile{1, moves});
    const auto send_broken = [&](const char* role) {
      explorer::name_thread(role);
      if (throws<Broken>([&] { channel.send(Fragile{2, no_moves}); })) ++told;
    };
    std::jthread first{send_broken, "first sender"};
    std::jthread second{send_broken, "second sender"};
    settle();
    int more_moves = 100;
    std::jthread third = start("third sender", [&] {
      channel.send(Fragile{3, more_moves});
    });
    settle();
    expect_equal(channel.receive().value().content(), 1,
                 "the receive gives the value in the buffer");
    settle();
    expect_equal(channel.size(), 1,
                 "the size is 1: the third sender's value has the room");
    expect_equal(channel.receive().value().content(), 3,
                 "the receive gives the third sender's value");
    settle();
    expect_equal(told, 2, "two sends have thrown: those whose values broke");
  });
}

TEST_CASE("a receiver whose value broke is still in its place", "[04][task3]") {
  explore([] {
    Channel<Brittle> channel{1};
    explorer::name(channel, "channel");
    Brittle::Moves breaks{1};
    Brittle::Moves sound{0};
    std::atomic<int> told{0};
    std::jthread receiver =
        start("receiver", [&] { receive_in_the_end(channel, told); });
    settle();
    std::jthread unlucky = start("unlucky sender", [&] {
      try {
        channel.send(Brittle{1, breaks});
        receive_in_the_end(channel, told);
      } catch (const Broken&) {
        ++told;
      }
    });
    channel.send(Brittle{2, sound});
  });
}
