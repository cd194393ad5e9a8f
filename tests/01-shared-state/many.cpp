// Assignment: see that LockedStore keeps what is written while it grows, which
// must not lose the write of a known key, and what many threads leave behind.

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "explorer.hpp"
#include "locked_store.hpp"

using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::LockedStore;

TEST_CASE("writes are kept while the store grows", "[01][task1]") {
  // A table grows at one key more than half full, three quarters, seven
  // eighths, or full.
  for (int size = 8; size <= 128; size *= 2) {
    for (const int eighths : {4, 6, 7, 8}) {
      explore(
          [keys = size * eighths / 8] {
            LockedStore store;
            explorer::name(store, "store");
            for (int key = 0; key < keys; ++key) store.write(key, key);
            {
              std::jthread writer =
                  start("writer", [&] { store.write(1, -1); });
              store.write(keys, 7);
            }
            expect_equal(store.read(1), -1, "key 1 has what the writer wrote");
            expect_equal(store.read(keys), 7, "the new key has its value");
          },
          {.schedules = 40});
    }
  }
}

TEST_CASE("threads that come and go leave their values behind", "[01][task1]") {
  constexpr int threads = 200;
  explore(
      [] {
        LockedStore store;
        for (int key = 1; key <= threads; ++key) {
          std::thread{[&store, key] {
            explorer::name_thread("writer");
            expect_equal(store.read(key - 1), 10 * (key - 1),
                         "the key that the thread before has written");
            store.write(key, 10 * key);
          }}.join();
        }
        for (int key = 0; key <= threads; ++key) {
          expect_equal(store.read(key), 10 * key,
                       "each key has what its thread wrote");
        }
      },
      {.schedules = 2, .max_steps = 1'000'000});
  // And thirty at the same time.
  explore(
      [] {
        LockedStore store;
        {
          std::jthread writers[30];
          for (int key = 0; key < 30; ++key) {
            writers[key] =
                start("writer", [&store, key] { store.write(key, key + 10); });
          }
        }
        for (int key = 0; key < 30; ++key) {
          expect_equal(store.read(key), key + 10,
                       "each key has what its thread wrote");
        }
      },
      {.schedules = 50, .max_steps = 1'000'000});
}
