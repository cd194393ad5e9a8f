// Assignment: finish LockedStore in chapters/01-shared-state/locked_store.hpp.
// To begin with it is a map from int to int, as good as any, for one thread.

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "explorer.hpp"
#include "locked_store.hpp"
#include "memory.hpp"

using explorer::expect_equal;
using explorer::explore;
using workbook::LockedStore;

namespace {

/// The outermost numbers, and those around each power of two: keys that a
/// table of any usual size would put into one place.
std::vector<int> remarkable_numbers() {
  std::set<int> numbers{0, std::numeric_limits<int>::min(),
                        std::numeric_limits<int>::max()};
  for (int power = 2; power < (1 << 30); power *= 2) {
    for (const int near : {power - 1, power, power + 1}) {
      numbers.insert({near, -near});
    }
  }
  return {numbers.begin(), numbers.end()};
}

}  // namespace

TEST_CASE("a key that was never written reads as 0", "[01][task1]") {
  explore([] {
    LockedStore store;
    expect_equal(store.read(1), 0,
                 "key 1, which nobody has written, reads as 0");
    store.write(2, 20);
    expect_equal(store.read(1), 0, "key 1 reads as 0: only key 2 was written");
    expect_equal(store.read(2), 20, "reading key 1 leaves key 2 alone");
    for (const int key : remarkable_numbers()) {
      if (key == 2) continue;
      expect_equal(store.read(key), 0, "any key but 2 reads as 0");
    }
  });
}

TEST_CASE("a read gives the value last written for its key", "[01][task1]") {
  explore([] {
    LockedStore store;
    store.write(1, 10);
    store.write(2, 20);
    store.write(1, 11);
    expect_equal(store.read(1), 11, "key 1 reads as the second value written");
    expect_equal(store.read(2), 20, "key 2 keeps its value");
    store.write(1, 0);
    expect_equal(store.read(1), 0, "0 is a value like any other");
    store.write(1, 12);
    expect_equal(store.read(1), 12,
                 "12 replaces 0 as it would any other value");
    for (int value = 0; value < 300; ++value) {
      store.write(1, value);
      expect_equal(store.read(1), value, "the value that was written last");
    }
    expect_equal(store.read(2), 20, "key 2 keeps its value all the time");
  });
}

TEST_CASE("any int is a key, and any int a value", "[01][task1]") {
  explore(
      [] {
        const std::vector<int> numbers = remarkable_numbers();
        LockedStore store;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
          store.write(numbers[i], numbers[numbers.size() - 1 - i]);
        }
        for (std::size_t i = 0; i < numbers.size(); ++i) {
          expect_equal(store.read(numbers[i]), numbers[numbers.size() - 1 - i],
                       "each key reads as the value that it was given");
        }
        for (const int key : numbers) store.write(key, key);
        for (const int key : numbers) {
          expect_equal(store.read(key), key,
                       "each key reads as its new value, which is the key");
        }
      },
      {.max_steps = 10'000'000});
}

TEST_CASE("thousands of keys keep their values apart", "[01][task1]") {
  constexpr int keys = 4200;
  // No sentence promises a cost: a list that is walked from its beginning is
  // slow, and right.
  explore(
      [] {
        LockedStore store;
        for (int key = 0; key < keys; ++key) store.write(key, -key);
        for (int key = 0; key < keys; ++key) {
          expect_equal(store.read(key), -key,
                       "each key has a value of its own");
        }
      },
      {.max_steps = 1'000'000'000});
}

TEST_CASE("two stores know nothing of each other", "[01][task1]") {
  explore([] {
    LockedStore ours;
    LockedStore theirs;
    ours.write(1, 10);
    expect_equal(theirs.read(1), 0,
                 "key 1 reads as 0 here: it was written in the other store");
    theirs.write(1, 20);
    expect_equal(ours.read(1), 10,
                 "a write to the other store changes nothing");
    expect_equal(theirs.read(1), 20, "the value written to this store");
  });
}

TEST_CASE("a store knows nothing of one that is gone", "[01][task1]") {
  explore([] {
    std::optional<LockedStore> store;
    for (const int value : {10, 20, 30}) {
      store.emplace();  // where the one before has been
      expect_equal(store->read(1), 0, "key 1 of a new store reads as 0");
      store->write(1, value);
      expect_equal(store->read(1), value, "the value written to this store");
      std::thread{[&] {
        explorer::name_thread("reader");
        expect_equal(store->read(1), value, "the value written to this store");
        expect_equal(store->read(2), 0, "key 2 of a new store reads as 0");
        store->write(2, value);
      }}.join();
    }
  });
}

TEST_CASE("a key that is written again takes no more memory", "[01][task1]") {
  explore(
      [] {
        LockedStore store;
        int value = 0;
        workbook_tests::expect_no_more_memory(
            200,
            [&] {
              ++value;
              for (const int key : {1, 2, 3}) store.write(key, value);
              static_cast<void>(store.read(1));
              static_cast<void>(store.read(4));
            },
            "400 writes to each of three keys need as much memory as 200");
      },
      {.max_steps = 1'000'000});
}
