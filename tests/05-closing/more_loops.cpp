// Assignment: see that the iterator in
// chapters/03-rendezvous/channel_iterator.hpp can show any value, can be moved,
// and goes on for as long as there are values.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::start;
using workbook::Channel;
using workbook_tests::Copied;

static_assert(std::ranges::input_range<Channel<int>>,
              "a channel is what the standard library calls an input range");

namespace {

using Position = decltype(std::declval<Channel<int>&>().begin());

/// Sends the values, closes, and receives them in a loop.
template <class T>
void show(const std::vector<T>& values) {
  explore(
      [&] {
        Channel<T> channel{values.size()};
        for (const T& value : values) channel.send(value);
        channel.close();
        std::size_t next = 0;
        for (const T& value : channel) {
          expect(next < values.size(), "the loop ends after the last value");
          expect(value == values[next], "the loop shows the values in order");
          ++next;
        }
        expect_equal(next, values.size(), "the values that the loop has shown");
      },
      workbook_tests::very_few);
}

}  // namespace

TEST_CASE("a loop shows any value", "[05][task3]") {
  // Also one that looks like an end.
  show(std::vector{0, -1, 0, 1});
  show(std::vector<std::optional<int>>{std::nullopt, 0, std::nullopt, 1});
  show(std::vector<std::shared_ptr<int>>{nullptr, std::make_shared<int>(7),
                                         nullptr});
  show(std::vector<std::string>{"", "a text that is too long for its string"});
}

TEST_CASE("a loop goes on for a thousand values", "[05][task3]") {
  explore(
      [] {
        constexpr int values = 1000;
        Channel<int> channel{3};
        explorer::name(channel, "channel");
        std::jthread sender = start("sender", [&] {
          for (int value = 0; value < values; ++value) channel.send(value);
          channel.close();
        });
        int next = 0;
        for (const int value : channel) {
          expect_equal(value, next,
                       "the loop shows the values as they were sent");
          ++next;
        }
        expect_equal(next, values, "the values that the loop has shown");
      },
      {.schedules = 3, .max_steps = 1'000'000});
}

TEST_CASE("an iterator that is moved keeps its value and its channel",
          "[05][task3]") {
  explore([] {
    Channel<int> channel{3};
    for (const int value : {1, 2, 3}) channel.send(value);
    channel.close();
    std::unique_ptr<Position> first{new Position(channel.begin())};
    Position position = std::move(*first);
    first.reset();
    expect_equal(*position, 1, "the iterator shows the oldest value");
    expect_equal(channel.size(), 2, "the size is 2: moving receives nothing");
    ++position;
    expect_equal(*position, 2, "the iterator shows the next value");
    const auto rest = std::ranges::find(std::move(position), channel.end(), 4);
    expect(rest == channel.end(), "the search for 4 comes to the end");
  });
  // One that is at the end is at the end where it is moved to, too.
  explore([] {
    Channel<int> channel{1};
    channel.send(1);
    Position position = channel.begin();
    expect_equal(*position, 1, "the iterator shows the value");
    channel.close();
    Position at_end = channel.begin();
    expect(at_end == channel.end(), "the channel is closed and drained");
    position = std::move(at_end);
    expect(position == channel.end(),
           "the iterator is at the end, as the one that it was assigned");
  });
}

TEST_CASE("a loop lets go of a value when it takes the next", "[05][task3]") {
  explore([] {
    const auto value = std::make_shared<int>(7);
    Channel<Copied> channel{3};
    for (int i = 0; i < 3; ++i) channel.send(Copied{value});
    channel.close();
    int left = 3;
    for ([[maybe_unused]] const Copied& one : channel) {
      expect_equal(
          value.use_count(), 1 + left,
          "one holds the value for the test, one for each not yet shown"
          ", and one for the loop");
      --left;
    }
    expect_equal(value.use_count(), 1, "the test alone holds the value");
  });
}

TEST_CASE("a loop inside a loop takes the values that follow", "[05][task3]") {
  explore([] {
    Channel<int> channel{4};
    explorer::name(channel, "channel");
    for (const int value : {1, 2, 3, 4}) channel.send(value);
    channel.close();
    std::vector<int> outer;
    std::vector<int> inner;
    for (const int value : channel) {
      outer.push_back(value);
      for (const int following : channel) {
        inner.push_back(following);
        if (following == 3) break;
      }
    }
    expect_equal(outer, std::vector{1, 4}, "what the outer loop has shown");
    expect_equal(inner, std::vector{2, 3}, "what the inner loop has shown");
  });
}

TEST_CASE("loops over two channels keep their values apart", "[05][task3]") {
  explore([] {
    Channel<int> rows{2};
    Channel<int> columns{1};
    rows.send(1);
    rows.send(2);
    rows.close();
    columns.send(10);
    columns.close();
    int next = 1;
    for (const int& row : rows) {
      for (const int column : columns) {
        expect_equal(column, 10, "the inner loop shows the column");
      }
      expect_equal(row, next,
                   "the outer loop's value, as before the inner loop");
      ++next;
    }
    expect_equal(next, 3, "the outer loop has shown two rows");
  });
}
