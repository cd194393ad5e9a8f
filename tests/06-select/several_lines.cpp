// Assignment: let select wait for several channels at once. Its waiters stand
// in all their lines, and one claim decides which of them wins, however many
// partners come. Files: chapters/06-select/selection.hpp and select.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "many_cases.hpp"
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
using workbook_tests::ManyInputs;
using workbook_tests::receive_from_any;
using workbook_tests::some_of_many;

TEST_CASE("whichever channel gets a value first wakes the select",
          "[06][task3]") {
  for (const std::size_t which : {0U, 1U, 2U}) {
    explore(
        [which] {
          std::array<Channel<int>, 3> inputs;
          explorer::name(inputs, "inputs");
          std::jthread selector = start("selector", [&] {
            std::optional<int> received;
            expect_equal(select(on_receive(inputs[0], Into{received}),
                                on_receive(inputs[1], Into{received}),
                                on_receive(inputs[2], Into{received})),
                         which, "the index of the channel that got the value");
            expect_equal(received, 7, "the value that was sent");
          });
          settle();
          inputs.at(which).send(7);
        },
        few);
  }
  // However many they are.
  explore(
      [] {
        ManyInputs inputs;
        std::jthread selector = start("selector", [&] {
          for (const std::size_t i : some_of_many) {
            expect_equal(receive_from_any(inputs), i,
                         "the index of the channel that got the value");
          }
        });
        for (const std::size_t i : some_of_many) {
          settle();
          inputs[i].send(7);
        }
      },
      {.schedules = 2, .max_steps = 1'000'000});
}

TEST_CASE("whichever channel gets a receiver first wakes the select",
          "[06][task3]") {
  for (const std::size_t which : {0U, 1U, 2U}) {
    explore(
        [which] {
          std::array<Channel<int>, 3> outputs;
          explorer::name(outputs, "outputs");
          std::jthread selector = start("selector", [&] {
            expect_equal(
                select(on_send(outputs[0], 10), on_send(outputs[1], 11),
                       on_send(outputs[2], 12)),
                which, "the index of the channel that got the receiver");
          });
          settle();
          expect_equal(outputs.at(which).receive(),
                       10 + static_cast<int>(which), "the value of that case");
        },
        few);
  }
}

TEST_CASE("a select that receives takes one value, however many come at once",
          "[06][task3]") {
  for (const std::size_t capacity : {0U, 2U}) {
    explore([capacity] {
      Channel<int> left{capacity};
      Channel<int> right{capacity};
      explorer::name(left, "left");
      explorer::name(right, "right");
      std::jthread left_sender = start("left sender", [&] { left.send(1); });
      std::jthread right_sender = start("right sender", [&] { right.send(2); });
      std::optional<int> from_left;
      std::optional<int> from_right;
      for (int turn = 0; turn < 2; ++turn) {
        select(on_receive(left, Into{from_left}),
               on_receive(right, Into{from_right}));
        expect_equal(from_left.has_value() + from_right.has_value(), turn + 1,
                     "one value for each select");
      }
      expect(from_left == 1 && from_right == 2, "each value arrives once");
    });
  }
}

TEST_CASE("a select that sends gives one value, however many want one",
          "[06][task3]") {
  explore([] {
    Channel<int> left;
    Channel<int> right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::optional<int> from_left;
    std::optional<int> from_right;
    std::jthread left_receiver =
        start("left receiver", [&] { from_left = left.receive(); });
    std::jthread right_receiver =
        start("right receiver", [&] { from_right = right.receive(); });
    const std::size_t taken = select(on_send(left, 1), on_send(right, 1));
    (taken == 0 ? right : left).send(2);
    left_receiver.join();
    right_receiver.join();
    expect((taken == 0 ? from_left : from_right) == 1,
           "the receiver of the case that was taken has its value");
    expect((taken == 0 ? from_right : from_left) == 2,
           "the other receiver has got nothing from the select");
  });
  explore([] {
    Channel<int> left{2};
    Channel<int> right{2};
    explorer::name(left, "left");
    explorer::name(right, "right");
    for (Channel<int>* channel : {&left, &right}) {
      channel->send(1);
      channel->send(2);
    }
    const auto receive = [](Channel<int>& channel) {
      expect_equal(channel.receive(), 1, "the first value");
    };
    std::jthread left_receiver = start("left receiver", [&] { receive(left); });
    std::jthread right_receiver =
        start("right receiver", [&] { receive(right); });
    select(on_send(left, 3), on_send(right, 3));
    left_receiver.join();
    right_receiver.join();
    expect_equal(left.size() + right.size(), 3, "one value came to two");
  });
}
