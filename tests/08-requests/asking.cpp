// Assignment: write ask_read() and ask_write() in
// chapters/08-requests/requests.hpp. Each sends a request to the owner that
// receives from the channel and waits for the reply; the owners here are a few
// lines each. Begin with ask_read(): make a reply channel, send, receive.

#include "requests.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "many.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::name_thread;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::ReadOp;
using workbook::WriteOp;
using workbook_tests::few;
using workbook_tests::many_keys;

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
    expect(!returned, "the call waits: there is no reply yet");
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
          expect_equal(ask_write(writes, 1, 5), true,
                       "the reply, a century later");
        });
        const auto read = reads.receive();
        const auto write = writes.receive();
        std::this_thread::sleep_for(std::chrono::years{100});
        read->reply->send(10);
        write->reply->send(true);
      },
      {.needs_virtual_time = true});
  // It keeps no client of another owner waiting.
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
          expect_equal(ask_write(slow_writes, 1, 5), true,
                       "the reply, in the end");
        });
        settle();
        std::jthread client = start("client", [&] {
          expect_equal(ask_read(reads, 1), 20, "the reply to the read");
          expect_equal(ask_write(writes, 1, 5), true, "the reply to the write");
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
  // However many they are, and whatever they ask.
  explore(
      [] {
        Channel<ReadOp> reads;
        const std::vector<int> keys = many_keys(20);
        std::vector<std::jthread> clients;
        for (const int key : keys) {
          clients.push_back(start("client", [&reads, key] {
            expect_equal(ask_read(reads, key), ~key, "the answer for my key");
          }));
        }
        std::vector<ReadOp> taken;
        while (taken.size() < keys.size()) taken.push_back(*reads.receive());
        while (!taken.empty()) {
          taken.back().reply->send(~taken.back().key);
          taken.pop_back();
        }
      },
      {.schedules = 50});
}
