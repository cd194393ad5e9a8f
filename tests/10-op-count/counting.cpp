// Assignment: write count_ops() and count_ops_locked() in
// chapters/10-op-count/op_count.hpp. Readers and writers do an operation and
// rest, again and again, until the time is up; then every thread is joined,
// and what was completed is counted. Begin with one reader and no rest.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <limits>
#include <set>
#include <thread>

#include "explorer.hpp"
#include "memory.hpp"
#include "runs.hpp"
#include "watched.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using std::chrono::hours;
using std::chrono::milliseconds;
using workbook::count_ops;
using workbook::count_ops_locked;
using workbook::OpCountOptions;
using workbook_tests::both;
using workbook_tests::Calls;
using workbook_tests::exact;
using workbook_tests::exact_and_long;
using workbook_tests::expect_counts;
using workbook_tests::expect_no_more_memory;
using workbook_tests::small;

// At 0 and at 2 ms; the run ends at 3 ms.
TEST_CASE("each client does an operation and rests, again and again",
          "[10][task1]") {
  explore([] { expect_counts(count_ops(small), 2, 2); }, exact);
  // The rest begins after the operation: a slow read at 0, and at 4 ms.
  explore(
      [] {
        Calls calls;
        calls.read_takes = milliseconds{2};
        OpCountOptions options = small;
        options.run_for = milliseconds{7};
        expect_counts(count_ops(options), 2, 4);
      },
      exact_and_long);
}

TEST_CASE("the same clients do the same on a store with a mutex",
          "[10][task2]") {
  explore([] { expect_counts(count_ops_locked(small), 2, 2); }, exact);
  explore(
      [] {
        const Calls calls;
        static_cast<void>(count_ops_locked(small));
        expect_equal(calls.locked_stores, 1, "they share one LockedStore");
        expect_equal(calls.owners, 0, "there is no owner");
      },
      exact_and_long);
}

TEST_CASE("the clients use every key that there is, and no other",
          "[10][task2]") {
  for (const int keys : {1, 2}) {
    explore(
        [keys] {
          std::set<int> all;
          for (int key = 0; key < keys; ++key) all.insert(key);
          for (const auto count : both) {
            const Calls calls;
            OpCountOptions options = small;
            options.keys = keys;
            options.run_for = milliseconds{59};
            expect_counts(count(options), 30, 30);
            expect_equal(calls.keys_read, all, "keys that 30 reads were of");
            expect_equal(calls.keys_written, all,
                         "keys that 30 writes were of");
          }
        },
        {.schedules = 10, .needs_virtual_time = true, .max_steps = 1'000'000});
  }
  // As many clients and keys as there are unless one says otherwise.
  explore(
      [] {
        for (const auto count : both) {
          const Calls calls;
          OpCountOptions options;
          options.run_for = options.pause * 19 + options.pause / 2;
          expect_counts(count(options), 100 * 20, 10 * 20);
          const std::set<int> all{0, 1, 2, 3, 4};
          expect_equal(calls.keys_read, all, "keys that 2,000 reads were of");
          expect_equal(calls.keys_written, all, "keys that 200 writes were of");
        }
      },
      {.schedules = 1, .needs_virtual_time = true, .max_steps = 10'000'000});
  // Of a great many, odd ones and even ones.
  explore(
      [] {
        for (const auto count : both) {
          const Calls calls;
          OpCountOptions options = small;
          options.keys = std::numeric_limits<int>::max();
          options.run_for = milliseconds{59};
          expect_counts(count(options), 30, 30);
          for (const auto* keys : {&calls.keys_read, &calls.keys_written}) {
            expect(*keys->begin() >= 0, "no key is less than 0");
            expect(std::ranges::any_of(*keys, [](int key) { return key % 2; }),
                   "of 30 keys of 2,147,483,647 some are odd");
          }
        }
      },
      {.schedules = 10, .needs_virtual_time = true, .max_steps = 1'000'000});
}

TEST_CASE("clients that do not rest go on at once", "[10][task2]") {
  explore(
      [] {
        for (const auto count : both) {
          Calls calls;
          calls.read_takes = milliseconds{2};
          OpCountOptions options = small;
          options.writers = 0;
          options.pause = milliseconds{0};
          options.run_for = milliseconds{7};
          expect_counts(count(options), 4, 0);
        }
      },
      exact_and_long);
}

TEST_CASE("reads and writes are counted apart", "[10][task2]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = hours{1};
        options.readers = 2;
        expect_counts(count_ops(options), 2, 1);
        expect_counts(count_ops_locked(options), 2, 1);
      },
      exact);
}

TEST_CASE("a run may have no readers, or no writers, or neither",
          "[10][task2]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = hours{1};
        options.writers = 0;
        expect_counts(count_ops(options), 1, 0);
        expect_counts(count_ops_locked(options), 1, 0);
        options.readers = 0;
        expect_counts(count_ops(options), 0, 0);
        options.writers = 1;
        expect_counts(count_ops(options), 0, 1);
        expect_counts(count_ops_locked(options), 0, 1);
      },
      exact_and_long);
}

TEST_CASE("a second run counts from 0 again", "[10][task2]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = hours{1};
        expect_counts(count_ops(options), 1, 1);
        expect_counts(count_ops(options), 1, 1);
        expect_counts(count_ops_locked(options), 1, 1);
        expect_counts(count_ops_locked(options), 1, 1);
      },
      exact_and_long);
  // And so do two runs at once.
  for (const auto count : both) {
    explore(
        [count] {
          OpCountOptions options = small;
          options.pause = hours{1};
          std::jthread other =
              start("other run", [&] { expect_counts(count(options), 1, 1); });
          expect_counts(count(options), 1, 1);
        },
        exact_and_long);
  }
}

TEST_CASE("a run gives back all its memory", "[10][task2]") {
  explore(
      [] {
        for (const auto count : both) {
          expect_no_more_memory(
              5, [count] { static_cast<void>(count(small)); },
              "as much memory in use after ten runs as after five");
        }
      },
      {.schedules = 2, .needs_virtual_time = true, .max_steps = 100'000});
}

TEST_CASE("replies may be unbuffered, as in Go's program", "[10][task1]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.reply_capacity = 0;
        expect_counts(count_ops(options), 2, 2);
      },
      exact);
  for (const std::size_t capacity : {0U, 1U}) {
    explore(
        [capacity] {
          const Calls calls;
          OpCountOptions options = small;
          options.reply_capacity = capacity;
          static_cast<void>(count_ops(options));
          expect_equal(calls.owners, 1, "they share one StatefulOwner");
          expect_equal(calls.reply_capacity, capacity,
                       "its replies have the capacity that was asked for");
        },
        exact_and_long);
  }
}
