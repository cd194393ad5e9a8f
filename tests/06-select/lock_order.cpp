// Assignment: let selects meet. Two selects may name the same channels in
// opposite order, one select may name a channel twice, even to send and to
// receive, and nobody deadlocks: every mutex is locked once, in the order of
// the addresses. File: chapters/06-select/selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
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
using workbook_tests::ignore;
using workbook_tests::Into;

TEST_CASE("two selects over the same channels in opposite order both go on",
          "[06][task4]") {
  explore([] {
    Channel<int> left{1};
    Channel<int> right{1};
    explorer::name(left, "left");
    explorer::name(right, "right");
    left.send(1);
    right.send(2);
    std::optional<int> ours;
    std::optional<int> theirs;
    std::jthread other = start("other", [&] {
      select(on_receive(right, Into{theirs}), on_receive(left, Into{theirs}));
    });
    select(on_receive(left, Into{ours}), on_receive(right, Into{ours}));
    other.join();
    expect_equal(*ours + *theirs, 3, "each has taken one of the values");
  });
  // Nor do two over more than two.
  explore([] {
    std::array<Channel<int>, 4> all;
    Channel<int> ended;
    explorer::name(all, "all");
    ended.close();
    std::jthread other = start("other", [&] {
      select(on_receive(all[0], ignore), on_receive(all[1], ignore),
             on_receive(ended, ignore), on_receive(all[2], ignore),
             on_receive(all[3], ignore));
    });
    select(on_receive(all[3], ignore), on_receive(all[2], ignore),
           on_receive(ended, ignore), on_receive(all[1], ignore),
           on_receive(all[0], ignore));
  });
  // Nor do they hold each other up when they leave.
  explore([] {
    Channel<int> first;
    Channel<int> second;
    Channel<int> third;
    std::jthread one = start("one", [&] {
      select(on_receive(first, ignore), on_receive(third, ignore),
             on_receive(second, ignore));
    });
    settle();
    std::jthread two = start("two", [&] {
      select(on_receive(second, ignore), on_receive(third, ignore));
    });
    first.send(1);
    one.join();
    second.send(2);
  });
}

TEST_CASE("a select that sends finds a select that receives, in any order",
          "[06][task4]") {
  explore([] {
    Channel<int> left;
    Channel<int> right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::optional<int> from_left;
    std::optional<int> from_right;
    std::jthread other = start("other", [&] {
      const std::size_t sent = select(on_send(right, 2), on_send(left, 1));
      select(on_send(sent == 0 ? left : right, 3));
    });
    const std::size_t received = select(on_receive(left, Into{from_left}),
                                        on_receive(right, Into{from_right}));
    expect(received == 0 ? from_left == 1 : from_right == 2,
           "the value of the case that the other select took");
    expect((received == 0 ? right : left).receive() == 3,
           "both selects took the same channel");
  });
}

TEST_CASE("two selects that each send and receive exchange one value",
          "[06][task4]") {
  explore([] {
    Channel<int> there;
    Channel<int> back;
    explorer::name(there, "there");
    explorer::name(back, "back");
    std::optional<int> ours;
    std::optional<int> theirs;
    std::jthread other = start("other", [&] {
      select(on_send(back, 2), on_receive(there, Into{theirs}));
    });
    select(on_send(there, 1), on_receive(back, Into{ours}));
    other.join();
    expect(ours.has_value() != theirs.has_value(), "one of them received");
    expect(ours ? ours == 2 : theirs == 1, "what the other one sent");
  });
}

TEST_CASE("a channel may appear twice among the cases that can proceed",
          "[06][task4]") {
  explore(
      [] {
        Channel<int> numbers{2};
        Channel<int> silent;
        numbers.send(1);
        numbers.send(2);
        std::optional<int> received;
        for (const int number : {1, 2}) {
          expect(select(on_receive(numbers, Into{received}),
                        on_receive(silent, ignore),
                        on_receive(numbers, Into{received})) != 1,
                 "index 0 or 2, of the channel that has values");
          expect_equal(received, number, "one value, in order");
        }
        expect_equal(numbers.size(), 0, "each select has taken one value");
      },
      few);
}

TEST_CASE("a select that waits twice on a channel is woken once",
          "[06][task4]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> stop;
        explorer::name(numbers, "numbers");
        explorer::name(stop, "stop");
        std::optional<int> received;
        std::jthread selector = start("selector", [&] {
          const auto again = [&] {
            return on_receive(numbers, Into{received});
          };
          select(again(), again(), on_receive(stop, ignore), again(), again(),
                 again(), again());
        });
        settle();
        std::jthread receiver = start("receiver", [&] {
          expect_equal(numbers.receive(), 2,
                       "the select takes one value, not two");
        });
        settle();
        numbers.send(1);
        numbers.send(2);
        selector.join();
        expect_equal(received, 1, "the select came first");
      },
      few);
}

TEST_CASE("a select that waits twice on a channel leaves its line twice",
          "[06][task4]") {
  explore(
      [] {
        Channel<int> numbers;
        Channel<int> stop;
        explorer::name(numbers, "numbers");
        explorer::name(stop, "stop");
        std::jthread selector = start("selector", [&] {
          select(on_receive(numbers, ignore), on_receive(numbers, ignore),
                 on_receive(stop, ignore));
        });
        settle();
        std::jthread receiver = start("receiver", [&] {
          expect_equal(numbers.receive(), 7,
                       "the select takes nothing from numbers");
        });
        settle();
        stop.send(0);
        selector.join();
        numbers.send(7);
      },
      few);
}
