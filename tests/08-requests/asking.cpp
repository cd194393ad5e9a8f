// Assignment: write ask_read() and ask_write() in
// chapters/08-requests/requests.hpp. Each sends a request to whoever receives
// from the channel and waits for the reply; the owners here are a few lines
// each. Begin with ask_read(): make a reply channel, send, receive.

#include "requests.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
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
using workbook_tests::few;

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

TEST_CASE("ask_read returns what the owner sends to the reply channel",
          "[08][task2]") {
  explore([] {
    Channel<ReadOp> reads;
    std::jthread owner = start("owner", [&] {
      for (ReadOp& request : reads) request.reply->send(10 * request.key);
    });
    expect_equal(ask_read(reads, 4), 40, "the owner's answer for key 4");
    expect_equal(ask_read(reads, -7), -70, "the owner's answer for key -7");
    reads.close();
  });
}

TEST_CASE("ask_read sends one request for one question", "[08][task2]") {
  explore([] {
    Channel<ReadOp> reads;
    std::jthread client = start("client", [&] {
      static_cast<void>(ask_read(reads, 3));
      reads.close();
    });
    int requests = 0;
    for (ReadOp& request : reads) {
      ++requests;
      expect_equal(request.key, 3, "the key that was asked for");
      request.reply->send(0);
    }
    expect_equal(requests, 1, "one request");
  });
}

TEST_CASE("ask_read waits until the owner replies", "[08][task2]") {
  explore([] {
    Channel<ReadOp> reads;
    std::atomic<bool> returned{false};
    std::jthread client = start("client", [&] {
      expect_equal(ask_read(reads, 1), 10, "the owner's answer");
      returned = true;
    });
    const auto request = reads.receive();
    settle();
    expect(!returned, "the request is taken, but there is no reply yet");
    request->reply->send(10);
  });
}

TEST_CASE("a client waits for as long as the owner needs", "[08][task3]") {
  explore(
      [] {
        Channel<ReadOp> reads;
        Channel<WriteOp> writes;
        std::jthread reader = start("reader", [&] {
          expect_equal(ask_read(reads, 1), 10, "the reply, a century later");
        });
        std::jthread writer = start("writer", [&] {
          expect(ask_write(writes, 1, 5), "the reply, a century later");
        });
        const auto read = reads.receive();
        const auto write = writes.receive();
        std::this_thread::sleep_for(std::chrono::years{100});
        read->reply->send(10);
        write->reply->send(true);
      },
      {.needs_virtual_time = true});
  // It keeps nobody else waiting who asks another owner.
  explore(
      [] {
        Channel<ReadOp> slow_reads;
        Channel<WriteOp> slow_writes;
        Channel<ReadOp> reads;
        Channel<WriteOp> writes;
        std::jthread reader = start("slow owner's reader", [&] {
          expect_equal(ask_read(slow_reads, 1), 10, "the reply, in the end");
        });
        std::jthread writer = start("slow owner's writer", [&] {
          expect(ask_write(slow_writes, 1, 5), "the reply, in the end");
        });
        settle();
        std::jthread client = start("client", [&] {
          expect_equal(ask_read(reads, 1), 20, "the reply to the read");
          expect(ask_write(writes, 1, 5), "the reply to the write");
        });
        reads.receive()->reply->send(20);
        writes.receive()->reply->send(true);
        slow_reads.receive()->reply->send(10);
        slow_writes.receive()->reply->send(true);
      },
      few);
}

TEST_CASE("clients that ask at the same time each get their own answer",
          "[08][task2]") {
  explore([] {
    Channel<ReadOp> reads;
    const auto ask = [&reads](int key) {
      name_thread(key == 1 ? "client 1" : "client 2");
      expect_equal(ask_read(reads, key), 10 * key, "the answer for my key");
    };
    std::jthread one{ask, 1};
    std::jthread two{ask, 2};
    const auto first = reads.receive();
    const auto second = reads.receive();
    second->reply->send(10 * second->key);
    first->reply->send(10 * first->key);
  });
}

TEST_CASE("ask_write carries the key and the value, and returns the reply",
          "[08][task3]") {
  explore([] {
    Channel<WriteOp> writes;
    std::jthread client = start("client", [&] {
      expect(ask_write(writes, 1, 100), "the owner replied true");
      expect(!ask_write(writes, 2, 200), "the owner replied false");
    });
    const auto first = writes.receive();
    expect(first->key == 1 && first->value == 100, "key 1, value 100");
    first->reply->send(true);
    const auto second = writes.receive();
    expect(second->key == 2 && second->value == 200, "key 2, value 200");
    second->reply->send(false);
  });
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
    expect(!returned, "the request is taken, but nothing is written yet");
    request->reply->send(true);
  });
}

TEST_CASE("writers that ask at the same time each get their own reply",
          "[08][task3]") {
  explore([] {
    Channel<WriteOp> writes;
    const auto ask = [&writes](int key) {
      name_thread(key == 1 ? "client 1" : "client 2");
      expect(ask_write(writes, key, 5) == (key == 1), "the reply for my key");
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
    expect(ask_write(writes, 1, 5), "the reply to the write");
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
      expect(ask_write(writes, 1, 5), "the reply to the write");
    });
    const int seen = ask_read(reads, 1);
    expect(seen == 0 || seen == 5, "the value before the write or after it");
    writer.join();
    expect_equal(ask_read(reads, 1), 5, "the value after the write");
    reads.close();
  });
}
