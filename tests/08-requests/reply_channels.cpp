// Assignment: write make_channel() in chapters/08-requests/requests.hpp, so
// that a channel lives as long as somebody holds it. Then let every request
// that ask_read() and ask_write() send carry such a channel for its reply.
// Begin with the one line of make_channel().

#include "requests.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::ChannelPtr;
using workbook::make_channel;
using workbook::ReadOp;
using workbook::WriteOp;
using workbook_tests::few;

TEST_CASE("make_channel makes a channel of the capacity it is given",
          "[08][task1]") {
  explore([] {
    expect_equal(make_channel<int>(3)->capacity(), 3, "capacity 3, as given");
    expect_equal(make_channel<int>(1000)->capacity(), 1000,
                 "capacity 1,000, as given");
    expect_equal(make_channel<int>(70'000)->capacity(), 70'000,
                 "capacity 70,000, as given");
    expect_equal(make_channel<int>(1)->capacity(), 1, "capacity 1, as given");
    expect_equal(make_channel<int>()->capacity(), 0, "unbuffered if not told");
  });
}

TEST_CASE("every call of make_channel makes another channel", "[08][task1]") {
  explore([] {
    const ChannelPtr<int> mine = make_channel<int>(1);
    const ChannelPtr<int> yours = make_channel<int>(1);
    mine->send(1);
    expect_equal(yours->size(), 0, "what is sent to one is not in the other");
  });
}

TEST_CASE("a channel lives until its last holder lets it go", "[08][task1]") {
  explore([] {
    ChannelPtr<int> client = make_channel<int>(1);
    const std::weak_ptr<Channel<int>> watched{client};
    std::optional<ReadOp> request{ReadOp{1, client}};
    client.reset();
    expect(!watched.expired(),
           "the channel is there: the request holds it still");
    request->reply->send(7);
    request.reset();
    expect(watched.expired(), "the channel is gone: nobody holds it any more");
  });
  // And no longer, nor do the values in it.
  explore([] {
    auto channel = make_channel<std::shared_ptr<int>>(1);
    auto value = std::make_shared<int>(7);
    const std::weak_ptr<int> observer = value;
    channel->send(std::move(value));
    channel.reset();
    expect(observer.expired(),
           "the channel is let go, so the value in it is destroyed");
  });
}

TEST_CASE("the reply channel has room for one reply unless told otherwise",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      static_cast<void>(ask_read(reads, 1));
      static_cast<void>(ask_write(writes, 1, 5));
    });
    const auto read = reads.receive();
    expect_equal(read->reply->capacity(), 1, "a read: room for the reply");
    read->reply->send(0);
    const auto write = writes.receive();
    expect_equal(write->reply->capacity(), 1, "a write: room for the reply");
    write->reply->send(true);
  });
}

TEST_CASE("the reply channel has the capacity that is asked for",
          "[08][task3]") {
  for (const std::size_t capacity : {0U, 1U, 2U, 100U}) {
    explore(
        [capacity] {
          Channel<ReadOp> reads;
          Channel<WriteOp> writes;
          std::jthread client = start("client", [&] {
            expect_equal(ask_read(reads, 1, capacity), 10, "the value read");
            expect_equal(ask_write(writes, 1, 5, capacity), true,
                         "the reply to the write");
          });
          const auto read = reads.receive();
          expect_equal(read->reply->capacity(), capacity, "a read: as asked");
          read->reply->send(10);
          const auto write = writes.receive();
          expect_equal(write->reply->capacity(), capacity, "a write: as asked");
          write->reply->send(true);
        },
        few);
  }
}

TEST_CASE("each request has a reply channel of its own", "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect_equal(ask_read(reads, 1), 10, "the reply to the first read");
      expect_equal(ask_read(reads, 2), 20, "the reply to the second read");
      expect_equal(ask_write(writes, 1, 5), true,
                   "the reply to the first write");
      expect_equal(ask_write(writes, 2, 5), false,
                   "the reply to the second write");
    });
    const auto first = reads.receive();
    first->reply->send(10);
    const auto second = reads.receive();
    expect(first->reply != second->reply, "two reads, two channels");
    second->reply->send(20);
    const auto third = writes.receive();
    third->reply->send(true);
    const auto fourth = writes.receive();
    expect(third->reply != fourth->reply, "two writes, two channels");
    fourth->reply->send(false);
  });
  // No channel is used a second time, so that the owner may close each.
  explore(
      [] {
        Channel<ReadOp> reads;
        Channel<WriteOp> writes;
        std::jthread client = start("client", [&] {
          for (const int key : {1, 1, 2}) {
            expect_equal(ask_read(reads, key), 10, "the reply to a read");
            expect_equal(ask_write(writes, key, 5), true,
                         "the reply to a write");
          }
        });
        for (int turn = 0; turn < 3; ++turn) {
          const auto read = reads.receive();
          read->reply->send(10);
          read->reply->close();
          const auto write = writes.receive();
          write->reply->send(true);
          write->reply->close();
        }
      },
      few);
}

TEST_CASE("a client that has its reply lets the channel go", "[08][task3]") {
  explore(
      [] {
        Channel<ReadOp> reads;
        Channel<WriteOp> writes;
        Channel<int> rest;
        std::jthread client = start("client", [&] {
          static_cast<void>(ask_read(reads, 1));
          static_cast<void>(ask_write(writes, 1, 5));
          rest.receive();
        });
        std::weak_ptr<Channel<int>> read;
        std::weak_ptr<Channel<bool>> written;
        {
          const auto request = reads.receive();
          read = request->reply;
          request->reply->send(10);
          const auto write = writes.receive();
          written = write->reply;
          write->reply->send(true);
        }
        settle();
        // lock() sees the last count of holders, expired() maybe an older one.
        expect(!read.lock(),
               "the read's channel is gone: nobody needs it any more");
        expect(!written.lock(),
               "the write's channel is gone: nobody needs it any more");
        rest.send(1);
      },
      few);
}

TEST_CASE("the owner may hold a reply channel longer than the client",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect_equal(ask_read(reads, 1), 10, "the reply to the read");
      expect_equal(ask_write(writes, 1, 5), true, "the reply to the write");
    });
    const auto read = reads.receive();
    read->reply->send(10);
    const auto write = writes.receive();
    expect_equal(read->reply->capacity(), 1,
                 "the read's channel is still there");
    write->reply->send(true);
    client.join();
    expect_equal(read->reply->size(), 0, "the read's channel is still there");
    expect_equal(write->reply->size(), 0, "the write's channel is still there");
  });
}
