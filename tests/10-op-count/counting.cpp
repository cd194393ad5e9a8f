// Assignment: write count_ops() and count_ops_locked() in
// chapters/10-op-count/op_count.hpp. Readers and writers do an operation and
// rest, again and again, until the time is up; then every thread is joined,
// and what was completed is counted. Begin with one reader and no rest.

#include "watched.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using workbook::count_ops;
using workbook::count_ops_locked;
using workbook::OpCountOptions;
using workbook::OpCounts;
using workbook_tests::Calls;

namespace {

// A run small enough to explore.
constexpr OpCountOptions small{.readers = 1,
                               .writers = 1,
                               .keys = 2,
                               .pause = milliseconds{2},
                               .run_for = milliseconds{3}};

// Time is exact: an operation takes none, and a rest takes what it should.
constexpr explorer::Options exact{.schedules = 500, .needs_virtual_time = true};
constexpr explorer::Options exact_and_long{.schedules = 100,
                                           .needs_virtual_time = true};

// The same on both kinds of state.
constexpr auto both = {&count_ops, &count_ops_locked};

// The time is up while a client may be anywhere in its loop.
constexpr explorer::Options any_moment{.needs_virtual_time = true,
                                       .deadlines_race = true};

void expect_counts(const OpCounts& counts, std::uint64_t reads,
                   std::uint64_t writes) {
  expect_equal(counts.reads, reads, "every read that was made in the time");
  expect_equal(counts.writes, writes, "every write that was made in the time");
}

}  // namespace

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

TEST_CASE("no operation is begun once the time is up", "[10][task3]") {
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = milliseconds{4};
        expect_counts(count_ops(options), 1, 1);
        expect_counts(count_ops_locked(options), 1, 1);
      },
      exact);
  // A client that is slow to end keeps no other one going.
  explore(
      [] {
        for (const auto count : both) {
          Calls calls;
          calls.read_takes = milliseconds{20};
          expect_counts(count(small), 1, 2);
        }
      },
      exact_and_long);
}

TEST_CASE("the clients go on for as long as they were told", "[10][task3]") {
  explore([] {
    using Clock = std::chrono::steady_clock;
    const auto before = Clock::now();
    static_cast<void>(count_ops(small));
    const auto between = Clock::now();
    expect(between - before >= small.run_for, "the owner's run was long");
    static_cast<void>(count_ops_locked(small));
    expect(Clock::now() - between >= small.run_for, "the mutex's run was");
  });
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = microseconds{200};
        options.run_for = microseconds{300};
        for (const auto count : both) expect_counts(count(options), 2, 2);
      },
      exact_and_long);
}

TEST_CASE("the time may be up before a client has begun", "[10][task3]") {
  explore([] {
    OpCountOptions options = small;
    options.run_for = milliseconds{0};
    options.pause = milliseconds{1};
    static_cast<void>(count_ops(options));
    static_cast<void>(count_ops_locked(options));
  });
}

TEST_CASE("the time may be up while requests are on their way", "[10][task3]") {
  explore([] { static_cast<void>(count_ops(small)); }, any_moment);
}

TEST_CASE("the time may be up while the mutex is held", "[10][task3]") {
  explore([] { static_cast<void>(count_ops_locked(small)); }, any_moment);
}

TEST_CASE("a run ends when its time is up, however long a client rests",
          "[10][task3]") {
  using Clock = std::chrono::steady_clock;
  explore(
      [] {
        OpCountOptions options = small;
        options.readers = 2;
        options.pause = hours{1};
        for (const auto count : both) {
          const auto before = Clock::now();
          static_cast<void>(count(options));
          const auto over = Clock::now() - before - small.run_for;
          expect(over < milliseconds{1}, "all of them were told to stop");
        }
      },
      exact_and_long);
  // It may be up when a client has just begun to rest.
  explore(
      [] {
        OpCountOptions options = small;
        options.pause = hours{1};
        options.run_for = milliseconds{0};
        for (const auto count : both) {
          const auto before = Clock::now();
          static_cast<void>(count(options));
          expect(Clock::now() - before < hours{1}, "all were told to stop");
        }
      },
      {.needs_virtual_time = true});
}
