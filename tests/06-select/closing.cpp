// Assignment: let a close end a select that waits. It claims the select as a
// partner does, and nobody is left waiting: a receive then proceeds with
// nothing, a send throws. Files: chapters/06-select/select.hpp and
// selection.hpp, chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "throws.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::few;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::Note;
using workbook_tests::throws;

TEST_CASE("closing a channel wakes a select that waits to receive from it",
          "[06][task5]") {
  explore(
      [] {
        Channel<int> readings;
        Channel<int> stop;
        explorer::name(readings, "readings");
        explorer::name(stop, "stop");
        std::jthread selector = start("selector", [&] {
          std::optional<int> received = 7;
          expect_equal(select(on_receive(readings, ignore),
                              on_receive(stop, Into{received})),
                       1, "index 1, of the channel that was closed");
          expect(!received.has_value(), "nothing: the channel is at its end");
        });
        settle();
        stop.close();
        selector.join();
        std::jthread sender = start("sender", [&] { readings.send(8); });
        expect_equal(readings.receive(), 8,
                     "the other channel works as before");
      },
      few);
}

TEST_CASE("closing a channel makes a select that waits to send to it throw",
          "[06][task5]") {
  explore(
      [] {
        Channel<int> results;
        Channel<int> other;
        explorer::name(results, "results");
        explorer::name(other, "other");
        std::jthread selector = start("selector", [&] {
          bool handled = false;
          expect(throws<ClosedChannel>([&] {
                   select(on_send(other, 1),
                          on_send(results, 2, Note{handled}));
                 }),
                 "select throws ClosedChannel: nobody will ever receive the "
                 "value");
          expect(!handled, "nothing was sent, so the handler is not called");
        });
        settle();
        results.close();
        selector.join();
        expect(!results.receive().has_value(), "the value is not delivered");
        std::jthread sender = start("sender", [&] { other.send(3); });
        expect_equal(other.receive(), 3, "the other channel works as before");
      },
      few);
}

TEST_CASE("closing a channel wakes every select that waits on it",
          "[06][task5]") {
  explore([] {
    Channel<int> readings;
    Channel<int> left;
    Channel<int> right;
    explorer::name(readings, "readings");
    const auto watch = [&readings](Channel<int>& own) {
      return std::jthread{[&] {
        std::optional<int> received = 7;
        expect_equal(select(on_receive(own, ignore),
                            on_receive(readings, Into{received})),
                     1, "index 1, of the channel that was closed");
        expect(!received.has_value(), "nothing: the channel is at its end");
      }};
    };
    const std::jthread one = watch(left);
    const std::jthread two = watch(right);
    readings.close();
  });
  // However many they are.
  explore(
      [] {
        Channel<int> readings;
        Channel<int> silent;
        explorer::name(readings, "readings");
        std::vector<std::jthread> watchers;
        for (int i = 0; i < 20; ++i) {
          watchers.push_back(start("watcher", [&] {
            expect_equal(select(on_receive(silent, ignore),
                                on_receive(readings, ignore)),
                         1, "index 1, of the channel that was closed");
          }));
        }
        settle();
        readings.close();
      },
      {.schedules = 20});
  // It also wakes those behind one that another channel has woken.
  explore([] {
    Channel<int> readings;
    Channel<int> left;
    explorer::name(readings, "readings");
    explorer::name(left, "left");
    std::size_t taken = 0;
    std::jthread one = start("one", [&] {
      taken = select(on_receive(left, ignore), on_receive(readings, ignore));
    });
    settle();
    std::jthread two =
        start("two", [&] { select(on_receive(readings, ignore)); });
    settle();
    std::jthread sender = start("sender", [&] { left.send(1); });
    readings.close();
    one.join();
    if (taken == 1) left.receive();
  });
}

TEST_CASE("a value and a close that come at once both arrive", "[06][task5]") {
  explore([] {
    Channel<int> readings;
    Channel<int> stop;
    explorer::name(readings, "readings");
    explorer::name(stop, "stop");
    std::jthread sender = start("sender", [&] { readings.send(7); });
    std::jthread closer = start("closer", [&] { stop.close(); });
    std::optional<int> received;
    const auto next = [&] {
      return select(on_receive(readings, Into{received}),
                    on_receive(stop, ignore));
    };
    if (next() == 1)
      expect_equal(readings.receive(), 7, "the value is not lost");
    else
      expect_equal(received, 7, "the value that was sent");
    expect(!stop.receive().has_value(), "stop is closed");
  });
}

TEST_CASE("a select that sends while the channel is closed delivers or throws",
          "[06][task5]") {
  explore([] {
    Channel<int> results;
    Channel<int> silent;
    explorer::name(results, "results");
    std::optional<int> received;
    std::jthread receiver =
        start("receiver", [&] { received = results.receive(); });
    std::jthread closer = start("closer", [&] { results.close(); });
    const bool thrown = throws<ClosedChannel>(
        [&] { select(on_send(results, 7), on_receive(silent, ignore)); });
    receiver.join();
    expect(received.has_value() != thrown, "one of the two, never both");
  });
}
