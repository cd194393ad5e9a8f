// Assignment: write ask_write() in chapters/08-requests/requests.hpp, as
// ask_read(): when it returns, the owner has written.

#include "requests.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "many.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::name;
using explorer::name_thread;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::ReadOp;
using workbook::WriteOp;
using workbook_tests::many_keys;

namespace {

// Owns one value, whatever the key, until one of the channels is closed.
void own_one_value(Channel<ReadOp>& reads, Channel<WriteOp>& writes) {
  name_thread("owner");
  int value = 0;
  bool open = true;
  while (open) {
    workbook::select(
        workbook::on_receive(reads,
                             [&](std::optional<ReadOp> request) {
                               open = request.has_value();
                               if (open) request->reply->send(value);
                             }),
        workbook::on_receive(writes, [&](std::optional<WriteOp> request) {
          open = request.has_value();
          if (!open) return;
          value = request->value;
          request->reply->send(true);
        }));
  }
}

}  // namespace

TEST_CASE("ask_write carries the key and the value, and returns the reply",
          "[08][task3]") {
  explore([] {
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect_equal(ask_write(writes, 1, 100), true, "what the owner replied");
      expect_equal(ask_write(writes, 2, 200), false, "what the owner replied");
    });
    const auto first = writes.receive();
    expect(first->key == 1 && first->value == 100, "key 1 and value 100");
    first->reply->send(true);
    const auto second = writes.receive();
    expect(second->key == 2 && second->value == 200, "key 2 and value 200");
    second->reply->send(false);
  });
  explore(
      [] {
        Channel<WriteOp> writes;
        const std::vector<int> keys = many_keys(100);
        std::jthread client = start("client", [&] {
          for (const int key : keys) {
            expect_equal(ask_write(writes, key, ~key), key > 0,
                         "the owner's reply");
          }
        });
        for (const int key : keys) {
          const auto request = writes.receive();
          expect_equal(request->key, key, "the key that is written to");
          expect_equal(request->value, ~key, "the value that is written");
          request->reply->send(key > 0);
        }
      },
      {.schedules = 10});
}

TEST_CASE("ask_write waits until the owner replies", "[08][task3]") {
  explore([] {
    Channel<WriteOp> writes;
    std::atomic<bool> returned{false};
    std::jthread client = start("client", [&] {
      static_cast<void>(ask_write(writes, 1, 5));
      returned = true;
    });
    const auto request = writes.receive();
    settle();
    expect(!returned, "the call waits: nothing is written yet");
    request->reply->send(true);
  });
}

TEST_CASE("writers that ask at the same time each get their own reply",
          "[08][task3]") {
  explore([] {
    Channel<WriteOp> writes;
    const auto ask = [&writes](int key) {
      name_thread(key == 1 ? "client 1" : "client 2");
      expect_equal(ask_write(writes, key, 5), key == 1, "my key's reply");
    };
    std::jthread one{ask, 1};
    std::jthread two{ask, 2};
    const auto first = writes.receive();
    const auto second = writes.receive();
    second->reply->send(second->key == 1);
    first->reply->send(first->key == 1);
  });
}

TEST_CASE("a read that follows a write sees it although writes queue",
          "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes{1};
    name(reads, "reads");
    name(writes, "writes");
    std::jthread owner{[&] { own_one_value(reads, writes); }};
    name_thread("client");
    expect_equal(ask_write(writes, 1, 5), true, "the reply to the write");
    expect_equal(ask_read(reads, 1), 5, "the value that was written before");
    reads.close();
  });
}

TEST_CASE("a reader and a writer may ask at the same time", "[08][task3]") {
  explore([] {
    Channel<ReadOp> reads;
    Channel<WriteOp> writes;
    std::jthread owner{[&] { own_one_value(reads, writes); }};
    std::jthread writer = start("writer", [&] {
      expect_equal(ask_write(writes, 1, 5), true, "the reply to the write");
    });
    const int seen = ask_read(reads, 1);
    expect(seen == 0 || seen == 5, "the value before the write or after it");
    writer.join();
    expect_equal(ask_read(reads, 1), 5, "the value after the write");
    reads.close();
  });
}
