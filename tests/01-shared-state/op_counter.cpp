// Assignment: finish OpCounter in chapters/01-shared-state/op_counter.hpp.
// Many threads add to one counter at the same time, and no addition is lost.
// An addition is one indivisible step, so no lock is needed.

#include "op_counter.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::OpCounter;

TEST_CASE("a new counter reads 0", "[01][task2]") {
  explore([] {
    const OpCounter ops;
    expect_equal(ops.value(), 0, "nothing was added yet");
    expect_equal(ops.value(), 0, "reading a count does not change it");
  });
}

TEST_CASE("add counts one, or as many as it is told", "[01][task2]") {
  explore([] {
    OpCounter ops;
    ops.add();
    expect_equal(ops.value(), 1, "one operation");
    ops.add(5);
    expect_equal(ops.value(), 6, "one operation and five");
    ops.add(0);
    expect_equal(ops.value(), 6, "none were added");
    expect_equal(ops.value(), 6, "reading a count does not change it");
  });
}

TEST_CASE("a count goes on beyond 32 bits", "[01][task2]") {
  explore([] {
    constexpr std::uint64_t many = 4'000'000'000;
    OpCounter ops;
    ops.add(many);
    ops.add(many);
    expect_equal(ops.value(), 2 * many, "eight thousand million operations");
    constexpr std::uint64_t more = (std::uint64_t{1} << 62) + 1;
    ops.add(more);
    expect_equal(ops.value(), 2 * many + more, "to the last one");
  });
}

TEST_CASE("two counters count apart", "[01][task2]") {
  explore([] {
    OpCounter reads;
    OpCounter writes;
    reads.add(3);
    expect_equal(writes.value(), 0, "only reads were counted");
    writes.add(1);
    expect_equal(reads.value(), 3, "a write is not a read");
  });
}

TEST_CASE("additions of two threads at once are all counted", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    {
      std::jthread first = start("first adder", [&] { ops.add(); });
      std::jthread second = start("second adder", [&] { ops.add(); });
    }
    expect_equal(ops.value(), 2, "two threads have added one each");
  });
}

TEST_CASE("every addition of three threads is counted", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    const auto adder = [&ops] {
      explorer::name_thread("adder");
      ops.add();
      ops.add(10);
    };
    {
      std::jthread first{adder};
      std::jthread second{adder};
      ops.add(100);
    }
    expect_equal(ops.value(), 122, "100, and twice 1 and 10");
  });
}

TEST_CASE("an addition is seen whole or not at all", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    std::jthread adder = start("adder", [&] { ops.add(3); });
    std::jthread reader = start("reader", [&] {
      const std::uint64_t seen = ops.value();
      expect(seen == 0 || seen == 3, "the three come in one step");
    });
  });
}

TEST_CASE("a count that outgrows 32 bits is seen whole as well",
          "[01][task2]") {
  explore([] {
    constexpr std::uint64_t most = 0xFFFF'FFFF;
    OpCounter ops;
    explorer::name(ops, "ops");
    ops.add(most);
    std::jthread adder = start("adder", [&] { ops.add(); });
    std::jthread reader = start("reader", [&] {
      const std::uint64_t seen = ops.value();
      expect(seen == most || seen == most + 1, "one more, or not yet");
    });
  });
}

TEST_CASE("a thread sees its own additions in the count", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    std::jthread other = start("other adder", [&] { ops.add(10); });
    ops.add(2);
    const std::uint64_t seen = ops.value();
    expect(seen == 2 || seen == 12, "our two, with the other ten or without");
  });
}

TEST_CASE("the count a thread sees never goes back", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    const auto adder = [&ops] {
      explorer::name_thread("adder");
      ops.add();
    };
    std::jthread first{adder};
    std::jthread second{adder};
    const std::uint64_t before = ops.value();
    const std::uint64_t after = ops.value();
    expect(before <= after, "nothing is ever taken away");
    expect(after <= 2, "only two were ever added");
  });
}
