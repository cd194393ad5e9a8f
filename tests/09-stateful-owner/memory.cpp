// Assignment: let an owner keep its map, and nothing else of a request that it
// has answered. File: chapters/09-stateful-owner/stateful_owner.hpp.

#include "memory.hpp"

#include <catch2/catch_test_macros.hpp>

#include "explorer.hpp"
#include "stateful_owner.hpp"

using explorer::expect;
using explorer::explore;
using explorer::settle;
using workbook::StatefulOwner;
using workbook_tests::expect_no_more_memory;

TEST_CASE("an owner keeps a value for each key, and no memory besides",
          "[09][task1]") {
  explore(
      [] {
        StatefulOwner owner;
        int value = 0;
        for (const int key : {0, 1}) owner.write(key, value);
        expect_no_more_memory(
            100,
            [&] {
              ++value;
              owner.write(value % 2, value);
              owner.read(value % 2);
              settle();
            },
            "as much memory in use after 200 reads and writes of two keys as "
            "after 100");
      },
      {.schedules = 2, .max_steps = 1'000'000});
  // Keys far apart are not more than others.
  explore(
      [] {
        StatefulOwner owner;
        owner.write(0, 1);
        settle();
        const auto before = explorer::live_allocations().bytes;
        for (const int key :
             {1'000, 1'000'000, 1'000'000'000, -1'000'000'000}) {
          owner.write(key, 1);
        }
        settle();
        expect(explorer::live_allocations().bytes - before < 1'000'000,
               "four more keys, however far apart, need less than a megabyte");
      },
      {.schedules = 2});
  // Nor does an owner that has ended.
  explore(
      [] {
        expect_no_more_memory(
            20,
            [] {
              StatefulOwner owner;
              owner.write(1, 10);
            },
            "as much memory in use after 40 owners have ended as after 20");
      },
      {.schedules = 2, .max_steps = 100'000});
}
