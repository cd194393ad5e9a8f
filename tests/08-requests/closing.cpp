// Assignment: let ask_read() and ask_write(), in
// chapters/08-requests/requests.hpp, tell a client that nobody will answer.
// A request that was taken may still be answered after the close; one that
// was not taken throws. Channel::send() does most of it already: let it.

#include "requests.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::ReadOp;
using workbook::WriteOp;
using workbook_tests::throws;

TEST_CASE("asking on a closed channel throws ClosedChannel", "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    reads.close();
    writes.close();
    expect(
        throws<ClosedChannel>([&] { static_cast<void>(ask_read(reads, 1)); }),
        "ask_read throws: nobody will take the request");
    expect(throws<ClosedChannel>(
               [&] { static_cast<void>(ask_write(writes, 1, 5)); }),
           "ask_write throws: nobody will take the request");
  });
}

TEST_CASE("a request that nobody took throws when the channel is closed",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread reader = start("reader", [&] {
      expect(
          throws<ClosedChannel>([&] { static_cast<void>(ask_read(reads, 1)); }),
          "ask_read throws: its request was not taken");
    });
    std::jthread writer = start("writer", [&] {
      expect(throws<ClosedChannel>(
                 [&] { static_cast<void>(ask_write(writes, 1, 5)); }),
             "ask_write throws: its request was not taken");
    });
    settle();
    reads.close();
    writes.close();
  });
}

TEST_CASE("a reply channel closed without a reply is no answer",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect(
          throws<ClosedChannel>([&] { static_cast<void>(ask_read(reads, 1)); }),
          "ask_read throws: there is no value to return");
      expect(throws<ClosedChannel>(
                 [&] { static_cast<void>(ask_write(writes, 1, 5)); }),
             "ask_write throws: nobody says that it is done");
    });
    reads.receive()->reply->close();
    writes.receive()->reply->close();
  });
}

TEST_CASE("a request that was taken may be answered after the close",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect_equal(ask_read(reads, 1), 10, "the owner's answer");
      expect_equal(ask_write(writes, 1, 5), true, "the owner's answer");
    });
    const auto read = reads.receive();
    reads.close();
    read->reply->send(10);
    const auto write = writes.receive();
    writes.close();
    write->reply->send(true);
  });
}
