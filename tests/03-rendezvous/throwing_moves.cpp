// Assignment: in chapters/03-rendezvous/channel.hpp, let the move of a value
// throw. A value that breaks on its way is the business of the call that moved
// it; the channel is as it was before.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <thread>

#include "brittle.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook_tests::Brittle;
using workbook_tests::Broken;
using workbook_tests::receive_in_the_end;
using workbook_tests::send_in_the_end;
using workbook_tests::throws;

TEST_CASE("a value that breaks on its way to a waiting receiver is reported",
          "[03][task3]") {
  explore([] {
    Channel<Brittle> channel;
    explorer::name(channel, "channel");
    Brittle::Moves moves{1};
    std::atomic<int> told{0};
    std::jthread receiver = start("receiver", [&] {
      expect_equal(receive_in_the_end(channel, told), 7,
                   "the receive gives the value that broke at first");
      expect_equal(receive_in_the_end(channel, told), 8,
                   "the receive gives the value after it");
    });
    settle();
    send_in_the_end(channel, 7, moves, told);
    expect(told > 0, "the call whose move threw passes the exception on");
    send_in_the_end(channel, 8, moves, told);
  });
  // Also where another receiver waits, who could get the value instead.
  explore([] {
    Channel<Brittle> channel;
    explorer::name(channel, "channel");
    Brittle::Moves breaks{1};
    Brittle::Moves sound{0};
    std::atomic<int> told{0};
    const auto receiver = [&](const char* role) {
      explorer::name_thread(role);
      receive_in_the_end(channel, told);
    };
    std::jthread first{receiver, "first"};
    std::jthread second{receiver, "second"};
    settle();
    send_in_the_end(channel, 7, breaks, told);
    send_in_the_end(channel, 8, sound, told);
    first.join();
    second.join();
    expect(told > 0, "the call whose move threw passes the exception on");
  });
}

TEST_CASE("a value that breaks on its way from a waiting sender is reported",
          "[03][task3]") {
  explore([] {
    Channel<Brittle> channel;
    explorer::name(channel, "channel");
    Brittle::Moves moves{1};
    std::atomic<int> told{0};
    std::jthread sender = start("sender", [&] {
      send_in_the_end(channel, 7, moves, told);
      send_in_the_end(channel, 8, moves, told);
    });
    settle();
    expect_equal(receive_in_the_end(channel, told), 7,
                 "the receive gives the value that broke at first");
    expect(told > 0, "the call whose move threw passes the exception on");
    expect_equal(receive_in_the_end(channel, told), 8,
                 "the receive gives the value after it");
  });
}

TEST_CASE("a value that breaks is neither lost nor doubled", "[03][task3]") {
  explore([] {
    Channel<Brittle> channel;
    explorer::name(channel, "channel");
    std::atomic<int> told{0};
    Brittle::Moves breaks{1};
    Brittle::Moves sound{0};
    std::jthread sender = start("sender", [&] {
      send_in_the_end(channel, 7, breaks, told);
      send_in_the_end(channel, 8, sound, told);
    });
    expect_equal(receive_in_the_end(channel, told), 7,
                 "the receive gives the first value");
    expect_equal(receive_in_the_end(channel, told), 8,
                 "the receive gives the second value");
  });
}

TEST_CASE("whenever a value breaks, the channel goes on", "[03][task3]") {
  for (const int nth : {2, 3}) {
    explore(
        [nth] {
          Channel<Brittle> channel;
          explorer::name(channel, "channel");
          std::atomic<int> told{0};
          Brittle::Moves breaks{nth};
          Brittle::Moves sound{0};
          std::jthread sender = start("sender", [&] {
            send_in_the_end(channel, 7, breaks, told);
            send_in_the_end(channel, 8, sound, told);
          });
          int value = receive_in_the_end(channel, told);
          if (value == 7) {
            value = receive_in_the_end(channel, told);
          } else {
            expect_equal(told, 1,
                         "a call has thrown for each value that is missing");
          }
          expect_equal(value, 8, "the receive gives the value after it");
        },
        {.schedules = 500});
  }
  // It goes on at once, for those who come while a value breaks.
  explore([] {
    Channel<Brittle> channel;
    explorer::name(channel, "channel");
    Brittle::Moves breaks{1};
    std::atomic<int> told{0};
    std::jthread sender =
        start("sender", [&] { send_in_the_end(channel, 7, breaks, told); });
    settle();
    std::atomic<int> received{0};
    std::atomic<int> broke{0};
    const auto receiver = [&](const char* role) {
      explorer::name_thread(role);
      ++(throws<Broken>([&] { channel.receive(); }) ? broke : received);
    };
    std::jthread first{receiver, "first"};
    std::jthread second{receiver, "second"};
    settle();
    expect(received > 0,
           "one of two receives has got the value: it breaks once only");
    Brittle::Moves sound{0};
    if (received + broke < 2) send_in_the_end(channel, 8, sound, told);
  });
}

// More than the contract asks of a channel, and true of the reference: the
// last thing that send() touches is something of its own. Hidden (the dot):
// it runs when it is named.
TEST_CASE("the receiver may end the channel as soon as its receive returned",
          "[.][03][lifetime]") {
  explore([] {
    auto channel = std::make_unique<Channel<int>>();
    explorer::name(*channel, "channel");
    std::jthread sender =
        start("sender", [&their_channel = *channel] { their_channel.send(7); });
    expect_equal(channel->receive(), 7,
                 "the receive gives the value that was sent");
    channel.reset();
  });
}
