// Assignment: count the operations of tasks that ask one owner. File:
// chapters/19-a-million-readers/op_count_tasks.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>

#include "explorer.hpp"
#include "op_count_tasks.hpp"
#include "orders.hpp"

using orders::expect;
using orders::World;
using workbook::count_ops_tasks;
using workbook::OpCountOptions;
using workbook::OpCounts;
using namespace std::chrono_literals;

TEST_CASE("readers read and writers write, and every request is answered",
          "[19][task1]") {
  orders::explore([](World&) {
    for (const std::size_t capacity : {0U, 1U}) {
      for (const unsigned workers : {1U, 2U}) {
        const OpCounts counts = count_ops_tasks({.readers = 20,
                                                 .writers = 5,
                                                 .run_for = 50ms,
                                                 .reply_capacity = capacity},
                                                workers);
        expect(counts.reads > 0, "some reads");
        expect(counts.writes > 0, "some writes");
        expect(counts.reads > counts.writes, "four readers to a writer");
      }
    }
  });
}

TEST_CASE("nobody reads where there are no readers", "[19][task1]") {
  orders::explore([](World&) {
    OpCountOptions options{.readers = 0, .writers = 2, .run_for = 10ms};
    expect(count_ops_tasks(options).reads == 0, "no reads without readers");
    options.writers = 0;
    const OpCounts none = count_ops_tasks(options);
    expect(none.reads + none.writes == 0, "no operations without clients");
  });
}

TEST_CASE("clients that rest for long do not delay the end", "[19][task2]") {
  orders::explore([](World&) {
    const auto start = std::chrono::steady_clock::now();
    count_ops_tasks({.readers = 3, .writers = 2, .pause = 1h, .run_for = 10ms});
    expect(std::chrono::steady_clock::now() - start < 30s,
           "the end did not wait for the hour to pass");
  });
}

TEST_CASE("ten thousand readers are served", "[19][task3]") {
  orders::explore([](World&) {
    const OpCounts counts =
        count_ops_tasks({.readers = 10'000, .writers = 10, .run_for = 100ms});
    expect(counts.reads > 0, "some reads");
  });
}

TEST_CASE("every request is answered under every schedule", "[19][task2]") {
  // On one thread first, where an answer that fails takes few steps.
  OpCountOptions options{.readers = 1,
                         .writers = 0,
                         .pause = 1ms,
                         .run_for = 1ms,
                         .reply_capacity = 0};
  explorer::explore([&] { count_ops_tasks(options); },
                    {.schedules = 30, .clock_may_wake = true});
  options.readers = 2;
  options.writers = 1;
  options.run_for = 3ms;
  explorer::explore(
      [&] { count_ops_tasks(options, 2); },
      {.schedules = 30, .clock_may_wake = true, .max_steps = 60'000});
}
