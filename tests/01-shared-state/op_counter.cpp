// Assignment: finish OpCounter in chapters/01-shared-state/op_counter.hpp.
// Many threads add to one counter at the same time, and no addition is lost.
// An addition is one indivisible step, so no lock is needed.

#include "op_counter.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <limits>
#include <optional>
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
    expect_equal(ops.value(), 0, "the count is 0: nothing was added yet");
    expect_equal(ops.value(), 0, "reading a count does not change it");
  });
}

TEST_CASE("add counts one, or as many as it is told", "[01][task2]") {
  explore([] {
    OpCounter ops;
    ops.add();
    expect_equal(ops.value(), 1, "the count after one operation");
    ops.add(5);
    expect_equal(ops.value(), 6, "the count after one operation and five");
    ops.add(0);
    expect_equal(ops.value(), 6, "the count after none were added");
    expect_equal(ops.value(), 6, "reading a count does not change it");
  });
  explore(
      [] {
        constexpr int many = 70'000;
        OpCounter ops;
        for (int i = 0; i < many; ++i) ops.add();
        expect_equal(ops.value(), many,
                     "the count after 70,000 additions of 1");
      },
      {.max_steps = 10'000'000});
}

TEST_CASE("a count goes on beyond 32 bits", "[01][task2]") {
  explore([] {
    constexpr std::uint64_t many = 4'000'000'000;
    OpCounter ops;
    ops.add(many);
    ops.add(many);
    expect_equal(ops.value(), 2 * many, "the count after twice 4,000,000,000");
    constexpr std::uint64_t more = (std::uint64_t{1} << 62) + 1;
    ops.add(more);
    expect_equal(ops.value(), 2 * many + more, "the count, to the last one");
  });
  explore([] {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    OpCounter ops;
    ops.add(most - 1);
    expect_equal(ops.value(), most - 1, "the count, to the last one");
    ops.add();
    expect_equal(ops.value(), most, "the greatest count that 64 bits can hold");
  });
}

TEST_CASE("two counters count apart", "[01][task2]") {
  explore([] {
    OpCounter reads;
    OpCounter writes;
    reads.add(3);
    expect_equal(writes.value(), 0, "writes is 0: only reads were counted");
    writes.add(1);
    expect_equal(reads.value(), 3, "reads is 3: a write is not a read");
    expect_equal(writes.value(), 1, "writes is 1: a read is not a write");
  });
}

TEST_CASE("a counter knows nothing of one that is gone", "[01][task2]") {
  explore([] {
    std::optional<OpCounter> ops;
    for (const std::uint64_t count : {3U, 4U, 5U}) {
      ops.emplace();  // where the one before has been
      expect_equal(ops->value(), 0, "a new counter reads 0");
      std::thread{[&] {
        explorer::name_thread("adder");
        ops->add(count);
      }}.join();
      ops->add();
      expect_equal(ops->value(), count + 1, "what was added to this counter");
    }
  });
}

namespace {

/// Adds once more when its thread ends.
struct AddsAtTheEnd {
  ~AddsAtTheEnd() {
    if (ops != nullptr) ops->add();
  }
  OpCounter* ops = nullptr;
};

thread_local AddsAtTheEnd adds_at_the_end;

}  // namespace

TEST_CASE("additions of two threads at once are all counted", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    {
      std::jthread first = start("first adder", [&] { ops.add(); });
      std::jthread second = start("second adder", [&] { ops.add(); });
    }
    expect_equal(ops.value(), 2,
                 "the count after two threads have added 1 each");
  });
  // The one comes when the other is about to go: its objects that were made
  // later are gone already.
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    {
      std::jthread leaver = start("leaver", [&] {
        adds_at_the_end.ops = &ops;
        ops.add();
      });
      std::jthread comer = start("comer", [&] { ops.add(); });
    }
    expect_equal(ops.value(), 3,
                 "the count after one thread has added 1, and another one 1 "
                 "and, when its thread_local objects were destroyed, 1 more");
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
    expect_equal(ops.value(), 122, "the count after 100, and twice 1 and 10");
  });
  // Counted exchanges may fail, and fail again.
  explore(
      [] {
        OpCounter ops;
        explorer::name(ops, "ops");
        const auto adder = [&ops] {
          explorer::name_thread("adder");
          for (int i = 0; i < 3; ++i) ops.add();
        };
        {
          std::jthread first{adder};
          std::jthread second{adder};
        }
        expect_equal(ops.value(), 6, "the count after three and three");
      },
      {.schedules = 500, .spurious_wakeups = true});
}

TEST_CASE("every addition of a hundred threads is counted", "[01][task2]") {
  // As many as chapter 10 has; side by side, and one after the other.
  explore(
      [] {
        OpCounter ops;
        explorer::name(ops, "ops");
        {
          std::jthread adders[110];
          for (std::jthread& adder : adders) {
            adder = start("adder", [&] { ops.add(2); });
          }
        }
        expect_equal(ops.value(), 220,
                     "the count after 110 threads added 2 each");
      },
      {.schedules = 20});
  explore(
      [] {
        OpCounter ops;
        explorer::name(ops, "ops");
        for (int i = 0; i < 200; ++i) {
          std::thread{[&] {
            explorer::name_thread("adder");
            ops.add();
          }}.join();
        }
        expect_equal(ops.value(), 200,
                     "the count after 200 threads, of which all have ended");
      },
      {.schedules = 2});
  // And each beside one that was there before all others.
  explore(
      [] {
        constexpr int adders = 300;
        OpCounter ops;
        explorer::name(ops, "ops");
        for (int i = 0; i < adders; ++i) {
          std::jthread adder = start("adder", [&] { ops.add(); });
          ops.add();
        }
        expect_equal(ops.value(), 2 * adders,
                     "the count after 300 threads added 1, and we each time");
      },
      {.schedules = 20, .max_steps = 1'000'000});
}

TEST_CASE("an addition is seen whole or not at all", "[01][task2]") {
  explore([] {
    OpCounter ops;
    explorer::name(ops, "ops");
    std::jthread adder = start("adder", [&] { ops.add(3); });
    std::jthread reader = start("reader", [&] {
      const std::uint64_t seen = ops.value();
      expect(seen == 0 || seen == 3,
             "the count is 0 or 3: the three come in one step");
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
      expect(seen == most || seen == most + 1,
             "the count is 4,294,967,295, or one more");
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
    expect(seen == 2 || seen == 12,
           "the count is 2, which we have added, or 12, with the other ten");
    other.join();
    expect_equal(ops.value(), 12, "the count when the other thread has ended");
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
    expect(before <= after, "the second look gives no less than the first");
    expect(after <= 2, "the count is at most 2: only two were ever added");
  });
}
