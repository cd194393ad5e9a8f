// Assignment: write count_ops() and count_ops_locked() in
// chapters/10-op-count/op_count.hpp. Readers and writers do an operation and
// rest, again and again, until the time is up; then every thread is joined,
// and what was completed is counted. Begin with one reader and no rest.

#include "op_count.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using std::chrono::hours;
using std::chrono::milliseconds;
using workbook::count_ops;
using workbook::count_ops_locked;
using workbook::OpCountOptions;
using workbook::OpCounts;

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
}

TEST_CASE("the same clients do the same on a store with a mutex",
          "[10][task2]") {
  explore([] { expect_counts(count_ops_locked(small), 2, 2); }, exact);
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
  explore(
      [] {
        using Clock = std::chrono::steady_clock;
        OpCountOptions options = small;
        options.readers = 2;
        options.pause = hours{1};
        const auto before = Clock::now();
        static_cast<void>(count_ops(options));
        const auto between = Clock::now();
        expect(between - before < hours{1}, "the owner's clients were told");
        static_cast<void>(count_ops_locked(options));
        expect(Clock::now() - between < hours{1}, "the mutex's were");
      },
      exact_and_long);
}
