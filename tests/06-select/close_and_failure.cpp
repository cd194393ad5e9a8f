// Assignment: let a select end in other ways than by a value. A close claims
// the selects that wait, as a partner does; a partner that cannot move its
// value lets go of the select, which then goes on waiting. Files:
// chapters/06-select/select.hpp and selection.hpp,
// chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::explore;
using explorer::settle;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::Note;
using workbook_tests::throws;

TEST_CASE("closing a channel wakes a select that waits to receive from it",
          "[06][task5]") {
  explore([] {
    Channel<int> readings;
    Channel<int> stop;
    explorer::name(readings, "readings");
    explorer::name(stop, "stop");
    std::jthread selector{[&] {
      explorer::name_thread("selector");
      std::optional<int> received = 7;
      expect(select(on_receive(readings, ignore),
                    on_receive(stop, Into{received})) == 1,
             "the case of the channel that was closed");
      expect(!received.has_value(), "nothing: the channel is at its end");
    }};
    settle();
    stop.close();
    selector.join();
    std::jthread sender{[&] {
      explorer::name_thread("sender");
      readings.send(8);
    }};
    expect(readings.receive() == 8, "the other channel works as before");
  });
}

TEST_CASE("closing a channel makes a select that waits to send to it throw",
          "[06][task5]") {
  explore([] {
    Channel<int> results;
    Channel<int> other;
    explorer::name(results, "results");
    explorer::name(other, "other");
    std::jthread selector{[&] {
      explorer::name_thread("selector");
      bool handled = false;
      expect(throws<ClosedChannel>([&] {
               select(on_send(other, 1), on_send(results, 2, Note{handled}));
             }),
             "nobody will ever receive the value");
      expect(!handled, "nothing was sent, so the handler is not called");
    }};
    settle();
    results.close();
    selector.join();
    expect(!results.receive().has_value(), "the value is not delivered");
    std::jthread sender{[&] {
      explorer::name_thread("sender");
      other.send(3);
    }};
    expect(other.receive() == 3, "the other channel works as before");
  });
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
        expect(select(on_receive(own, ignore),
                      on_receive(readings, Into{received})) == 1,
               "the case of the channel that was closed");
        expect(!received.has_value(), "nothing: the channel is at its end");
      }};
    };
    const std::jthread one = watch(left);
    const std::jthread two = watch(right);
    readings.close();
  });
}

TEST_CASE("a value and a close that come at once both arrive", "[06][task5]") {
  explore([] {
    Channel<int> readings;
    Channel<int> stop;
    explorer::name(readings, "readings");
    explorer::name(stop, "stop");
    std::jthread sender{[&] {
      explorer::name_thread("sender");
      readings.send(7);
    }};
    std::jthread closer{[&] {
      explorer::name_thread("closer");
      stop.close();
    }};
    std::optional<int> received;
    const auto next = [&] {
      return select(on_receive(readings, Into{received}),
                    on_receive(stop, ignore));
    };
    if (next() == 1)
      expect(readings.receive() == 7, "the value is not lost");
    else
      expect(received == 7, "the value that was sent");
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
    std::jthread receiver{[&] {
      explorer::name_thread("receiver");
      received = results.receive();
    }};
    std::jthread closer{[&] {
      explorer::name_thread("closer");
      results.close();
    }};
    const bool thrown = throws<ClosedChannel>(
        [&] { select(on_send(results, 7), on_receive(silent, ignore)); });
    receiver.join();
    expect(received.has_value() != thrown, "one of the two, never both");
  });
}

TEST_CASE("a select goes on waiting when a sender cannot move its value",
          "[06][task5]") {
  explore([] {
    Channel<Fragile> parcels;
    Channel<int> stop;
    explorer::name(parcels, "parcels");
    explorer::name(stop, "stop");
    bool selector_got_it = false;
    std::jthread selector{[&] {
      explorer::name_thread("selector");
      selector_got_it = throws<Broken>([&] {
        expect(
            select(on_receive(parcels, ignore), on_receive(stop, ignore)) == 1,
            "nothing was sent but the order to stop");
      });
    }};
    settle();
    int moves_left = 0;
    const bool sender_got_it = throws<Broken>([&] {
      parcels.send(Fragile{7, moves_left});
    });
    // Whose exception it is depends on who moves the value.
    if (sender_got_it) stop.send(0);
    selector.join();
    expect(sender_got_it != selector_got_it, "one of the two has to know");

    int enough_moves = 100;
    std::jthread receiver{[&] {
      explorer::name_thread("receiver");
      expect(parcels.receive()->content() == 8, "the channel is usable");
    }};
    parcels.send(Fragile{8, enough_moves});
  });
}

TEST_CASE("a select whose partner could not move is served again later",
          "[06][task5]") {
  explore([] {
    Channel<Fragile> parcels;
    Channel<int> silent;
    explorer::name(parcels, "parcels");
    bool selector_got_it = false;
    std::jthread selector{[&] {
      explorer::name_thread("selector");
      int content = 0;
      const auto attempt = [&] {
        select(on_receive(silent, ignore),
               on_receive(parcels, [&](std::optional<Fragile> parcel) {
                 content = parcel->content();
               }));
      };
      selector_got_it = throws<Broken>(attempt);
      if (selector_got_it) attempt();
      expect(content == 8, "the value that could be moved");
    }};
    settle();
    int moves_left = 0;
    throws<Broken>([&] { parcels.send(Fragile{7, moves_left}); });
    int enough_moves = 100;
    parcels.send(Fragile{8, enough_moves});
  });
}

TEST_CASE("a value that breaks on its way into a select breaks nothing else",
          "[06][task5]") {
  explore([] {
    for (int limit = 0; limit < 8; ++limit) {
      Channel<Fragile> parcels{1};
      Channel<int> silent;
      int moves_left = limit;
      const bool broken = throws<Broken>([&] {
        select(on_receive(silent, ignore),
               on_send(parcels, Fragile{7, moves_left}));
      });
      expect(parcels.size() == (broken ? 0U : 1U), "sent, or not at all");
      int enough_moves = 100;
      if (broken) parcels.send(Fragile{7, enough_moves});
      moves_left = 100;
      expect(parcels.receive()->content() == 7, "the channel is usable");
    }
  });
}
