// Assignment: let select run a case that can proceed at once. Look at all
// cases while all their channels are locked, in random order, and complete the
// first that need not wait; wake its partner and call its handler when nothing
// is locked any more. Files: chapters/06-select/select.hpp and selection.hpp,
// chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "many_cases.hpp"
#include "select.hpp"
#include "throws.hpp"
#include "values.hpp"

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
using workbook_tests::Broken;
using workbook_tests::Fragile;
using workbook_tests::ignore;
using workbook_tests::Into;
using workbook_tests::ManyInputs;
using workbook_tests::Note;
using workbook_tests::Parcel;
using workbook_tests::receive_from_any;
using workbook_tests::some_of_many;
using workbook_tests::throws;
using workbook_tests::very_few;

TEST_CASE("select takes the case that can proceed and returns its index",
          "[06][task1]") {
  explore(
      [] {
        Channel<int> silent;
        Channel<int> full{1};
        Channel<int> ready{1};
        full.send(1);
        ready.send(7);
        std::optional<int> received;
        expect_equal(select(on_receive(silent, ignore), on_send(full, 2),
                            on_receive(ready, Into{received})),
                     2, "index 2: the third case could proceed, and no other");
        expect_equal(received, 7, "the handler gets the value that was sent");

        bool sent = false;
        expect_equal(select(on_send(ready, 8, Note{sent}), on_send(full, 3),
                            on_receive(silent, ignore)),
                     0, "index 0: the first case could proceed, and no other");
        expect(sent, "the handler of the send was called");
        expect_equal(ready.receive(), 8, "the value that select has sent");
        expect(full.size() == 1 && full.receive() == 1,
               "the other channels are as they were");
      },
      very_few);
  // However many they are.
  explore(
      [] {
        ManyInputs inputs;
        for (const std::size_t i : some_of_many) {
          std::jthread sender = start("sender", [&, i] { inputs[i].send(7); });
          settle();
          expect_equal(receive_from_any(inputs), i,
                       "the index of the case that could proceed");
        }
      },
      {.schedules = 2, .max_steps = 1'000'000});
}

TEST_CASE("a thread that waits on the other side makes a case ready",
          "[06][task1]") {
  explore([] {
    Channel<Parcel> requests;
    Channel<Parcel> replies;
    explorer::name(requests, "requests");
    explorer::name(replies, "replies");
    std::jthread client = start("client", [&] {
      requests.send(Parcel{7});
      expect_equal(replies.receive()->content(), 8, "what select has sent");
    });
    settle();
    int received = 0;
    const auto serve = [&](std::optional<Parcel> request) {
      received = request->content();
    };
    expect_equal(
        select(on_receive(requests, serve), on_send(replies, Parcel{6})), 0,
        "index 0: the client waits to send its request");
    expect_equal(received, 7, "the request that the client has sent");
    settle();
    expect_equal(
        select(on_receive(requests, serve), on_send(replies, Parcel{8})), 1,
        "index 1: the client waits for the reply");
  });
}

TEST_CASE("a receive from a closed channel proceeds, with nothing at the end",
          "[06][task1]") {
  explore(
      [] {
        Channel<int> silent;
        Channel<int> readings{2};
        readings.send(1);
        readings.send(2);
        readings.close();
        const auto next = [&] {
          std::optional<int> reading;
          expect_equal(select(on_receive(silent, ignore),
                              on_receive(readings, Into{reading})),
                       1, "index 1: a closed channel makes no select wait");
          return reading;
        };
        expect_equal(next(), 1,
                     "the first value that was sent before the close");
        expect_equal(next(), 2,
                     "the second value that was sent before the close");
        expect(!next().has_value(), "nothing: the channel is drained");
        expect(!next().has_value(), "nothing, again and again");
      },
      very_few);
}

TEST_CASE("select throws when it takes a send to a closed channel",
          "[06][task1]") {
  explore(
      [] {
        Channel<int> silent;
        Channel<int> ended{1};
        ended.close();
        bool handled = false;
        expect(
            throws<ClosedChannel>([&] {
              select(on_receive(silent, ignore),
                     on_send(ended, 7, Note{handled}));
            }),
            "select throws ClosedChannel: nobody will ever receive the value");
        expect(!handled, "nothing was sent, so the handler is not called");
        expect(!ended.receive().has_value(), "the value is not delivered");
        std::jthread sender = start("sender", [&] { silent.send(8); });
        expect_equal(silent.receive(), 8, "the other channel works as before");
      },
      very_few);
}

TEST_CASE("the value of a send that lost is destroyed with its case",
          "[06][task1]") {
  explore(
      [] {
        using Shared = std::shared_ptr<int>;
        Channel<Shared> nobody_receives;
        Channel<int> ready{1};
        ready.send(1);
        auto value = std::make_shared<int>(7);
        const std::weak_ptr<int> observer = value;
        expect(select(on_send(nobody_receives, std::move(value)),
                      on_receive(ready, ignore)) == 1,
               "index 1: the second case could proceed, and no other");
        expect(observer.expired(), "nobody holds the value any more");
        nobody_receives.close();
        expect(!nobody_receives.receive().has_value(), "it was not sent");
      },
      very_few);
}

TEST_CASE("a value that breaks on its way into a select breaks nothing else",
          "[06][task1]") {
  explore(
      [] {
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
          expect_equal(parcels.receive()->content(), 7,
                       "the channel is usable");
        }
      },
      very_few);
}
