// Assignment: let a deadline and a partner come at the same moment. One claim
// decides: if the select has it, it gives up and nothing has happened; if the
// partner has it, the select takes what the partner brings, so that no value
// is lost. File: chapters/06-select/selection.hpp.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"
#include "throws.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using std::chrono::steady_clock;
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::on_timeout;
using workbook::select;
using workbook_tests::Broken;
using workbook_tests::few;
using workbook_tests::Fragile;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::Note;
using workbook_tests::throws;
using namespace std::chrono_literals;

TEST_CASE("a deadline that races a send loses no value", "[07][task2]") {
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        std::jthread sender = start("sender", [&] { readings.send(7); });
        std::optional<int> received;
        bool gave_up = false;
        select(on_receive(readings, Into{received}),
               on_timeout(1ms, Note{gave_up}));
        expect(received.has_value() != gave_up,
               "either the operation or the timeout, never both");
        if (gave_up) received = readings.receive();
        expect_equal(received, 7, "the value is still there");
      },
      {.deadlines_race = true});
}

TEST_CASE("a deadline that races a receive sends all or nothing",
          "[07][task2]") {
  explore(
      [] {
        Channel<int> results;
        explorer::name(results, "results");
        std::optional<int> received;
        std::jthread receiver =
            start("receiver", [&] { received = results.receive(); });
        bool sent = false;
        bool gave_up = false;
        select(on_send(results, 7, Note{sent}), on_timeout(1ms, Note{gave_up}));
        expect(sent != gave_up,
               "either the operation or the timeout, never both");
        if (gave_up) results.send(8);
        receiver.join();
        expect(received == (gave_up ? 8 : 7), "what was said to be sent");
      },
      {.deadlines_race = true});
}

TEST_CASE("a deadline that races a close is one or the other", "[07][task2]") {
  explore(
      [] {
        Channel<int> readings;
        explorer::name(readings, "readings");
        std::jthread closer = start("closer", [&] { readings.close(); });
        bool gave_up = false;
        std::optional<int> received = 7;
        const auto taken = select(on_receive(readings, Into{received}),
                                  on_timeout(1ms, Note{gave_up}));
        expect(gave_up == (taken == 1), "the handler of the case it names");
        expect(received.has_value() == gave_up, "no other handler was called");
        expect(!readings.receive().has_value(),
               "the receive gives nothing: the channel is closed");
      },
      {.deadlines_race = true});
}

TEST_CASE("a send whose deadline races a close gives up or throws",
          "[07][task2]") {
  explore(
      [] {
        Channel<int> results;
        explorer::name(results, "results");
        std::jthread closer = start("closer", [&] { results.close(); });
        bool sent = false;
        bool gave_up = false;
        const bool closed = throws<ClosedChannel>([&] {
          select(on_send(results, 7, Note{sent}),
                 on_timeout(1ms, Note{gave_up}));
        });
        expect(!sent, "the select has not sent: nobody has received");
        expect(closed != gave_up, "ClosedChannel or the timeout, never both");
      },
      {.deadlines_race = true});
  explore(
      [] {
        Channel<int> ended;
        ended.close();
        expect(throws<ClosedChannel>(
                   [&] { select(on_send(ended, 7), on_timeout(1h, [] {})); }),
               "closed before, so that there is no time to give up");
      },
      few);
}

TEST_CASE("a deadline that races a value that breaks is kept", "[07][task2]") {
  explore(
      [] {
        Channel<Fragile> parcels;
        explorer::name(parcels, "parcels");
        std::jthread sender = start("sender", [&] {
          settle();
          int moves_left = 0;
          const auto send = [&] { parcels.send(Fragile{7, moves_left}); };
          throws<ClosedChannel>([&] { throws<Broken>(send); });
        });
        bool received = false;
        bool gave_up = false;
        // Whose exception it is depends on which thread moves the value.
        const bool broke = throws<Broken>([&] {
          select(on_receive(parcels, [&](auto&&) { received = true; }),
                 on_timeout(1ms, Note{gave_up}));
        });
        parcels.close();
        expect(!received, "nothing that is whole has come");
        expect(broke != gave_up, "the select has given up, or says why not");
      },
      {.deadlines_race = true});
}

TEST_CASE("two selects with deadlines agree whether they met", "[07][task2]") {
  explore(
      [] {
        Channel<int> meeting;
        explorer::name(meeting, "meeting");
        bool sent = false;
        std::jthread other = start("other", [&] {
          select(on_send(meeting, 7, Note{sent}), on_timeout(1ms, [] {}));
        });
        std::optional<int> received;
        select(on_receive(meeting, Into{received}), on_timeout(1ms, [] {}));
        other.join();
        expect_equal(received.has_value(), sent, "sent means received");
        expect(!sent || received == 7, "the value that was sent");
      },
      {.deadlines_race = true});
}

TEST_CASE("a partner that cannot move its value does not prolong the wait",
          "[07][task2]") {
  explore(
      [] {
        Channel<Fragile> parcels;
        explorer::name(parcels, "parcels");
        std::jthread sender = start("sender", [&] {
          std::this_thread::sleep_for(59min);
          int moves_left = 0;
          throws<Broken>([&] { parcels.send(Fragile{7, moves_left}); });
        });
        const auto before = steady_clock::now();
        // Whose exception it is depends on which thread moves the value.
        throws<Broken>([&] {
          select(on_receive(parcels, ignore), on_timeout(1h, [] {}));
        });
        expect(steady_clock::now() - before < 1h + 1min,
               "the select gives up an hour from its beginning, not from the "
               "accident");
      },
      {.needs_virtual_time = true});
  // Nor does it end the wait.
  explore(
      [] {
        Channel<Fragile> parcels;
        explorer::name(parcels, "parcels");
        std::jthread sender = start("sender", [&] {
          std::this_thread::sleep_for(30min);
          int moves_left = 0;
          throws<Broken>([&] { parcels.send(Fragile{7, moves_left}); });
        });
        const auto before = steady_clock::now();
        const bool broke = throws<Broken>([&] {
          select(on_receive(parcels, ignore), on_timeout(1h, [] {}));
        });
        expect(broke || steady_clock::now() - before >= 1h,
               "the select waits for an hour, or throws");
      },
      {.schedules = 200, .needs_virtual_time = true});
}
