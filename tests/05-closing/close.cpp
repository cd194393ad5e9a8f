// Assignment: finish close() in chapters/03-rendezvous/channel.hpp. A closed
// channel takes no value any more; what its buffer holds is still received,
// in order, and after that every receive gives nothing, at once.
// Nobody waits yet when the channels here are closed.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;

namespace {

// True when a send of `value` throws ClosedChannel.
template <class T>
bool refuses(Channel<T>& channel, T value) {
  try {
    channel.send(std::move(value));
    return false;
  } catch (const ClosedChannel&) {
    return true;
  }
}

// True when a close throws ClosedChannel.
bool refuses_close(Channel<int>& channel) {
  try {
    channel.close();
    return false;
  } catch (const ClosedChannel&) {
    return true;
  }
}

}  // namespace

TEST_CASE("a send on a closed channel throws ClosedChannel", "[05][task1]") {
  explore([] {
    Channel<int> unbuffered;
    Channel<int> buffered{2};
    unbuffered.close();
    buffered.close();
    expect(refuses(unbuffered, 1),
           "a send after the close throws ClosedChannel");
    expect(refuses(buffered, 1),
           "a send throws ClosedChannel although the buffer has room");
    expect(refuses(buffered, 2),
           "a second send throws ClosedChannel as the first did");
    expect_equal(buffered.size(), 0,
                 "the size is 0: a value that was refused is not kept");
  });
}

TEST_CASE("a receive from a closed and drained channel gives nothing at once",
          "[05][task1]") {
  explore([] {
    Channel<int> unbuffered;
    Channel<int> buffered{2};
    unbuffered.close();
    buffered.close();
    for (int time = 0; time < 3; ++time) {
      expect(!unbuffered.receive(), "each receive gives nothing, and at once");
      expect(!buffered.receive(), "each receive gives nothing, and at once");
    }
  });
}

TEST_CASE("values in the buffer outlive the close, in order", "[05][task1]") {
  explore([] {
    Channel<int> channel{3};
    explorer::name(channel, "channel");
    channel.send(1);
    channel.send(2);
    channel.send(3);
    channel.close();
    expect_equal(channel.size(), 3,
                 "the size is 3: closing takes nothing away");
    expect_equal(channel.receive(), 1, "the receive gives the oldest value");
    expect(refuses(channel, 4),
           "a send throws ClosedChannel although there is room again");
    expect_equal(channel.receive(), 2, "the receive gives the second value");
    expect_equal(channel.receive(), 3, "the receive gives the third value");
    expect(!channel.receive(), "the receive gives nothing: all are received");
    expect(!channel.receive(), "and so does the next");
  });
  // One may ask how many they are meanwhile.
  explore([] {
    Channel<int> channel{1};
    explorer::name(channel, "channel");
    channel.send(7);
    std::jthread closer = start("closer", [&] {
      channel.close();
      channel.receive();
    });
    expect(channel.size() <= 1, "the size is 1, or 0 when it was received");
  });
}

TEST_CASE("a second close throws ClosedChannel", "[05][task1]") {
  explore([] {
    Channel<int> channel{1};
    channel.send(7);
    channel.close();
    expect(refuses_close(channel), "a second close throws ClosedChannel");
    expect(refuses_close(channel), "a third close throws ClosedChannel");
    expect_equal(channel.receive(), 7,
                 "the receive gives the value in the buffer");
  });
  // However often: more than 16 bits can count.
  explore(
      [] {
        Channel<int> channel{1};
        channel.close();
        for (int i = 0; i < 70'000; ++i) {
          expect(refuses_close(channel),
                 "each of 70,000 further closes throws ClosedChannel");
        }
      },
      {.schedules = 1, .max_steps = 1'000'000});
}

TEST_CASE("ClosedChannel is a logic_error that says what went wrong",
          "[05][task1]") {
  explore([] {
    Channel<int> channel;
    channel.close();
    std::string said;
    try {
      channel.send(1);
    } catch (const std::logic_error& error) {
      said = error.what();
    }
    expect(!said.empty(), "the send says what went wrong");
  });
}

TEST_CASE("of two closes at once exactly one succeeds", "[05][task1]") {
  explore([] {
    Channel<int> channel;
    explorer::name(channel, "channel");
    bool ours = false;
    bool theirs = false;
    {
      std::jthread other =
          start("other closer", [&] { theirs = !refuses_close(channel); });
      ours = !refuses_close(channel);
    }
    expect(ours || theirs, "one of two closes succeeds");
    expect(!(ours && theirs), "one of two closes throws ClosedChannel");
  });
}

TEST_CASE("a value that was refused is let go", "[05][task2]") {
  explore([] {
    const auto value = std::make_shared<int>(7);
    Channel<std::shared_ptr<int>> channel{1};
    channel.close();
    expect(refuses(channel, value),
           "a send after the close throws ClosedChannel");
    expect_equal(value.use_count(), 1,
                 "the test alone holds the value: the send has let it go");
  });
  for (const std::size_t capacity : {0U, 1U}) {
    explore([capacity] {
      const auto value = std::make_shared<int>(7);
      Channel<std::shared_ptr<int>> channel{capacity};
      for (std::size_t i = 0; i < capacity; ++i) channel.send(nullptr);
      std::jthread sender = start("sender", [&] {
        expect(refuses(channel, value),
               "the send throws ClosedChannel: nobody has received");
      });
      settle();
      channel.close();
      sender.join();
      expect_equal(value.use_count(), 1,
                   "the test alone holds the value: the send has let it go");
    });
  }
}
