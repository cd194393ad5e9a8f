// Assignment: let a StatefulOwner survive clients that close channels, in
// chapters/09-stateful-owner/stateful_owner.hpp. A client has its reply channel
// and, by reads() and writes(), the owner's; it may close any of them at any
// time. Begin with the reply channel, and one function that sends replies.

#include "stateful_owner.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "channel.hpp"
#include "clients.hpp"
#include "explorer.hpp"
#include "requests.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::make_channel;
using workbook::ReadOp;
using workbook::StatefulOwner;
using workbook::WriteOp;
using workbook_tests::name_channels;
using workbook_tests::read_throws;
using workbook_tests::write_throws;

TEST_CASE("a client that closes its reply channel does not end the owner",
          "[09][task3]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto read = make_channel<int>();
    const auto written = make_channel<bool>();
    read->close();
    written->close();
    owner.reads().send(ReadOp{1, read});
    owner.writes().send(WriteOp{1, 10, written});
    settle();  // A write is done when its reply is there: nobody sees it.
    expect_equal(owner.read(1), 10, "the owner goes on, and has written");
  });
}

TEST_CASE("a client that gives up while its reply is sent ends nobody",
          "[09][task3]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    const auto reply = make_channel<int>();
    owner.reads().send(ReadOp{1, reply});
    reply->close();
    expect(owner.write(1, 10), "the owner goes on");
  });
}

TEST_CASE("an owner whose channels a client has closed can be stopped",
          "[09][task3]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    owner.reads().close();
    expect(read_throws(owner), "a read throws: its channel is closed");
    std::jthread writer =
        start("writer", [&] { static_cast<void>(write_throws(owner)); });
    owner.stop();
    expect(write_throws(owner), "a write throws: the owner has stopped");
  });
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    owner.writes().close();
    expect(write_throws(owner), "a write throws: its channel is closed");
    std::jthread reader =
        start("reader", [&] { static_cast<void>(read_throws(owner)); });
    owner.stop();
    expect(read_throws(owner), "a read throws: the owner has stopped");
  });
}

TEST_CASE("an owner whose last channel a client closes can be stopped",
          "[09][task3]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    std::jthread client = start("client", [&] {
      owner.reads().close();
      owner.writes().close();
    });
    client.join();
    owner.stop();
    expect(read_throws(owner), "a read throws: the owner has stopped");
  });
}
