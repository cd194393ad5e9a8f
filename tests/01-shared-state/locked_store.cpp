// Assignment: finish LockedStore in chapters/01-shared-state/locked_store.hpp.
// Any number of threads may read and write one store at the same time.
// Take the store's mutex before you touch the map, and keep it until you no
// longer need anything that is in the map.

#include "locked_store.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::LockedStore;

TEST_CASE("what one thread wrote another one reads", "[01][task1]") {
  explore([] {
    LockedStore store;
    std::thread{[&] {
      explorer::name_thread("writer");
      store.write(1, 10);
    }}.join();
    std::thread{[&] {
      explorer::name_thread("reader");
      expect_equal(store.read(1), 10, "key 1 reads as what the writer left");
    }}.join();
    expect_equal(store.read(1), 10, "key 1 reads as what the writer left");
  });
}

TEST_CASE("writes of two threads to different keys are both kept",
          "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    {
      std::jthread first = start("first writer", [&] { store.write(1, 10); });
      std::jthread second = start("second writer", [&] { store.write(2, 20); });
    }
    expect_equal(store.read(1), 10, "key 1 has what the first writer wrote");
    expect_equal(store.read(2), 20, "key 2 has what the second writer wrote");
  });
  // Also where there is something already, and each writes more than once.
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 9);
    store.write(2, 19);
    const auto writer = [&](const char* role, int key) {
      explorer::name_thread(role);
      store.write(key, 10 * key);
      expect_equal(store.read(key), 10 * key,
                   "a key that one thread writes has what it wrote last");
      store.write(key + 2, 10 * key + 1);
    };
    {
      std::jthread first{writer, "first writer", 1};
      std::jthread second{writer, "second writer", 2};
    }
    expect_equal(store.read(1), 10, "key 1 has what the first writer wrote");
    expect_equal(store.read(2), 20, "key 2 has what the second writer wrote");
    expect_equal(store.read(3), 11, "key 3 has what the first writer wrote");
    expect_equal(store.read(4), 21, "key 4 has what the second writer wrote");
  });
  // And where the keys have nothing in common.
  explore([] {
    constexpr int least = std::numeric_limits<int>::min();
    LockedStore store;
    explorer::name(store, "store");
    {
      std::jthread first = start("first writer", [&] {
        store.write(1, 10);
        store.write(5'000, 11);
      });
      std::jthread second = start("second writer", [&] {
        store.write(1'000'000, 20);
        store.write(least, 21);
      });
    }
    expect_equal(store.read(1), 10, "key 1 has what the first writer wrote");
    expect_equal(store.read(5'000), 11,
                 "key 5,000 has what the first writer wrote");
    expect_equal(store.read(1'000'000), 20,
                 "key 1,000,000 has what the second writer wrote");
    expect_equal(store.read(least), 21,
                 "the least key has what the second writer wrote");
  });
}

TEST_CASE("of two writes to one key at once, one stays", "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    {
      std::jthread first = start("first writer", [&] { store.write(1, 10); });
      std::jthread second = start("second writer", [&] { store.write(1, 20); });
    }
    const int kept = store.read(1);
    expect(kept == 10 || kept == 20,
           "key 1 reads as 10 or 20: both were written");
    expect_equal(store.read(1), kept,
                 "two reads in a row agree: nobody writes any more");
  });
}

TEST_CASE("a read beside a write gives the old value or the new one",
          "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 10);
    std::jthread writer = start("writer", [&] {
      store.write(1, 20);
      store.write(2, 30);
    });
    const int first = store.read(1);
    expect(first == 10 || first == 20,
           "key 1 reads as 10, or as 20, which is being written");
    const int second = store.read(1);
    expect(second == 10 || second == 20,
           "key 1 reads as 10, or as 20, which is being written");
    expect(first == 10 || second == 20,
           "once key 1 has read as 20 it does not read as 10 again");
  });
}

TEST_CASE("once a write is over every read gives its value", "[01][task1]") {
  // Whatever the reader has read before, and kept of that.
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 10);
    std::jthread writer = start("writer", [&] {
      expect_equal(store.read(1), 10, "key 1 reads as 10 before the write");
      store.write(1, 20);
      expect_equal(store.read(1), 20, "a thread reads what it has written");
    });
    const int beside = store.read(1);
    expect(beside == 10 || beside == 20,
           "key 1 reads as 10, or as 20, which is being written");
    expect_equal(store.read(2), 0, "key 2, which nobody wrote, reads as 0");
    writer.join();
    expect_equal(store.read(1), 20, "key 1 reads as 20: the writer has ended");
    store.write(2, 30);
    expect_equal(store.read(2), 30, "a thread reads what it has written");
  });
  // One of the key that it read beside the write, and of no other since.
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    std::jthread writer = start("writer", [&] { store.write(1, 10); });
    static_cast<void>(store.read(1));
    writer.join();
    expect_equal(store.read(1), 10, "key 1 reads as 10: the writer has ended");
  });
}

TEST_CASE("reads may run beside each other", "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 10);
    {
      const auto reader = [&] {
        explorer::name_thread("reader");
        expect_equal(store.read(1), 10, "key 1 reads as 10");
        expect_equal(store.read(2), 0, "key 2, which nobody wrote, reads as 0");
      };
      std::jthread first{reader};
      std::jthread second{reader};
    }
    store.write(2, 20);
    expect_equal(store.read(2), 20, "a key is written after it was read");
  });
}

TEST_CASE("a thread that reads a value sees what was done before its write",
          "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 9);  // so that nobody has to make room for it below
    int prepared = 0;
    std::jthread writer = start("writer", [&] {
      prepared = 42;
      store.write(1, 10);
    });
    if (store.read(1) == 10) {
      expect_equal(prepared, 42,
                   "the 42 that was set before key 1 was written");
    }
  });
  // What was done before may be another write, to a key that is new.
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    int prepared = 0;
    std::jthread writer = start("writer", [&] {
      prepared = 42;
      store.write(1, 10);
      store.write(2, 20);
    });
    static_cast<void>(store.read(1));
    if (store.read(2) == 20) {
      expect_equal(store.read(1), 10, "key 1, which was written before key 2");
      expect_equal(prepared, 42,
                   "the 42 that was set before key 2 was written");
    }
  });
}
