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

TEST_CASE("a key that was never written reads as 0", "[01][task1]") {
  explore([] {
    LockedStore store;
    expect_equal(store.read(1), 0, "nobody has written key 1");
    store.write(2, 20);
    expect_equal(store.read(1), 0, "nobody has written key 1, only key 2");
    expect_equal(store.read(2), 20, "reading key 1 leaves key 2 alone");
  });
}

TEST_CASE("a read gives the value last written for its key", "[01][task1]") {
  explore([] {
    LockedStore store;
    store.write(1, 10);
    store.write(2, 20);
    store.write(1, 11);
    expect_equal(store.read(1), 11, "the second value written for key 1");
    expect_equal(store.read(2), 20, "the value of key 2");
    store.write(1, 0);
    expect_equal(store.read(1), 0, "0 is a value like any other");
    store.write(1, 12);
    expect_equal(store.read(1), 12, "and can be replaced like any other");
  });
}

TEST_CASE("any int is a key, and any int a value", "[01][task1]") {
  explore([] {
    constexpr int least = std::numeric_limits<int>::min();
    constexpr int greatest = std::numeric_limits<int>::max();
    LockedStore store;
    store.write(least, greatest);
    store.write(-1, -1);
    store.write(greatest, least);
    expect_equal(store.read(least), greatest, "the value of the least key");
    expect_equal(store.read(-1), -1, "the value of key -1");
    expect_equal(store.read(greatest), least, "the value of the greatest key");
  });
}

TEST_CASE("a thousand keys keep their values apart", "[01][task1]") {
  explore([] {
    LockedStore store;
    for (int key = 0; key < 1000; ++key) store.write(key, -key);
    for (int key = 0; key < 1000; ++key) {
      expect_equal(store.read(key), -key, "each key has a value of its own");
    }
  });
}

TEST_CASE("two stores know nothing of each other", "[01][task1]") {
  explore([] {
    LockedStore ours;
    LockedStore theirs;
    ours.write(1, 10);
    expect_equal(theirs.read(1), 0,
                 "key 1 was written in the other store only");
    theirs.write(1, 20);
    expect_equal(ours.read(1), 10, "the other store does not change this one");
  });
}

TEST_CASE("what one thread wrote another one reads", "[01][task1]") {
  explore([] {
    LockedStore store;
    std::thread{[&] {
      explorer::name_thread("writer");
      store.write(1, 10);
    }}.join();
    std::thread{[&] {
      explorer::name_thread("reader");
      expect_equal(store.read(1), 10, "the value the writer left");
    }}.join();
    expect_equal(store.read(1), 10, "the value the writer left");
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
    expect_equal(store.read(1), 10, "what the first writer wrote");
    expect_equal(store.read(2), 20, "what the second writer wrote");
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
    expect(kept == 10 || kept == 20, "one of the two values written");
    expect_equal(store.read(1), kept, "nobody writes any more");
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
    expect(first == 10 || first == 20, "key 1 was 10, and becomes 20");
    const int second = store.read(1);
    expect(second == 10 || second == 20, "key 1 was 10, and becomes 20");
    expect(first == 10 || second == 20, "a value that was seen stays seen");
  });
}

TEST_CASE("reads may run beside each other", "[01][task1]") {
  explore([] {
    LockedStore store;
    explorer::name(store, "store");
    store.write(1, 10);
    const auto reader = [&] {
      explorer::name_thread("reader");
      expect_equal(store.read(1), 10, "the value of key 1");
      expect_equal(store.read(2), 0, "nobody has written key 2");
    };
    std::jthread first{reader};
    std::jthread second{reader};
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
      expect_equal(prepared, 42, "the writer set it before it wrote key 1");
    }
  });
}
