// Assignment: let a StatefulOwner, in
// chapters/09-stateful-owner/stateful_owner.hpp, serve several clients at once,
// with one map for all of them.

#include "stateful_owner.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "clients.hpp"
#include "explorer.hpp"
#include "many.hpp"
#include "requests.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::name_thread;
using explorer::start;
using workbook::StatefulOwner;
using workbook_tests::many_keys;
using workbook_tests::name_channels;

TEST_CASE("one client reads what another has written", "[09][task1]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    std::jthread writer = start("writer", [&] { owner.write(1, 10); });
    const int seen = owner.read(1);
    expect(seen == 0 || seen == 10, "the value before the write or after it");
    writer.join();
    expect_equal(owner.read(1), 10, "the value after the write");
  });
}

TEST_CASE("a client never reads a value older than it has read",
          "[09][task1]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    std::jthread writer = start("writer", [&] {
      owner.write(1, 1);
      owner.write(1, 2);
    });
    const int first = owner.read(1);
    const int second = owner.read(1);
    expect(0 <= first && first <= second && second <= 2,
           "0, 1 and 2 are seen in this order");
  });
}

TEST_CASE("clients that ask at the same time each get their own answer",
          "[09][task1]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    owner.write(1, 10);
    owner.write(2, 20);
    const auto ask = [&owner](int key) {
      name_thread(key == 1 ? "client 1" : "client 2");
      expect_equal(owner.read(key), 10 * key, "the value of my key");
    };
    std::jthread one{ask, 1};
    std::jthread two{ask, 2};
  });
  // However many they are.
  explore(
      [] {
        StatefulOwner owner;
        std::vector<std::jthread> clients;
        for (const int key : many_keys(20)) {
          clients.push_back(start("client", [&owner, key] {
            for (const int value : {~key, key}) {
              expect(owner.write(key, value), "the reply of a write is true");
              expect_equal(owner.read(key), value, "the value of my key");
            }
          }));
        }
      },
      {.schedules = 20});
}

TEST_CASE("what a writer did before is visible to the reader of its value",
          "[09][task1]") {
  explore([] {
    StatefulOwner owner;
    name_channels(owner);
    int note = 0;
    std::jthread writer = start("writer", [&] {
      note = 7;
      owner.write(1, 10);
    });
    if (owner.read(1) == 10) {
      expect_equal(note, 7, "the note was made before the write");
    }
  });
}
