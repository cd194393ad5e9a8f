// Assignment: let a select send and receive on one channel. It is no partner to
// itself, but to others. File: chapters/06-select/selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::few;
using workbook_tests::Into;

TEST_CASE("a select on both sides of a channel does not pair with itself",
          "[06][task4]") {
  explore([] {
    Channel<int> numbers;
    explorer::name(numbers, "numbers");
    bool partner_came = false;
    std::jthread selector = start("selector", [&] {
      std::optional<int> received;
      const auto exchange = [&] {
        return select(on_send(numbers, 1), on_receive(numbers, Into{received}));
      };
      expect_equal(exchange(), 1,
                   "index 1: the partner sends, so the select receives");
      expect(partner_came, "select has returned, so a partner has come");
      expect_equal(received, 2, "the value of the partner, not its own");
      expect_equal(exchange(), 0,
                   "index 0: the partner receives, so the select sends");
    });
    settle();
    partner_came = true;
    numbers.send(2);
    expect_equal(numbers.receive(), 1, "the value that the select sends");
  });
}

TEST_CASE("a buffer lets a select on both sides of a channel do either",
          "[06][task4]") {
  explore(
      [] {
        Channel<int> numbers{1};
        std::optional<int> received;
        const auto next = [&] {
          return select(on_receive(numbers, Into{received}),
                        on_send(numbers, 7));
        };
        expect_equal(next(), 1,
                     "index 1: the buffer is empty, so the select sends");
        expect_equal(next(), 0,
                     "index 0: the buffer is full, so the select receives");
        expect_equal(received, 7, "the value from the buffer");
      },
      few);
}

TEST_CASE("two selects on both sides of a channel pair off", "[06][task4]") {
  explore([] {
    Channel<int> meeting;
    explorer::name(meeting, "meeting");
    std::optional<int> ours;
    std::optional<int> theirs;
    std::jthread other = start("other", [&] {
      select(on_send(meeting, 2), on_receive(meeting, Into{theirs}));
    });
    select(on_send(meeting, 1), on_receive(meeting, Into{ours}));
    other.join();
    expect(ours.has_value() != theirs.has_value(), "one of them received");
    expect(ours ? ours == 2 : theirs == 1, "what the other one sent");
  });
}
