// Assignment: let a select survive a value that cannot be moved. A partner
// that has claimed the select and then fails lets go of it, and the select
// starts over; where its own move fails, it throws. Files:
// chapters/06-select/selection.hpp and chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
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
using workbook::Channel;
using workbook::ClosedChannel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::Broken;
using workbook_tests::few;
using workbook_tests::Fragile;
using workbook_tests::ignore;
using workbook_tests::throws;

namespace {

/// Throws Broken when a thread moves it that has not made it.
class Homebody {
 public:
  Homebody() = default;
  Homebody(Homebody&& other) : home_(other.home_) {
    if (std::this_thread::get_id() != home_) throw Broken{};
  }
  Homebody& operator=(Homebody&&) = delete;
  ~Homebody() = default;

 private:
  std::thread::id home_ = std::this_thread::get_id();
};

}  // namespace

TEST_CASE("a select goes on waiting when a sender cannot move its value",
          "[06][task5]") {
  explore(
      [] {
        Channel<Fragile> parcels;
        Channel<int> stop;
        explorer::name(parcels, "parcels");
        explorer::name(stop, "stop");
        int no_moves = 0;
        int enough_moves = 100;
        bool selector_got_it = false;
        std::jthread selector = start("selector", [&] {
          selector_got_it = throws<Broken>([&] {
            expect_equal(
                select(on_receive(parcels, ignore), on_receive(stop, ignore)),
                1, "index 1, of stop: nothing else was sent");
          });
        });
        settle();
        const bool sender_got_it = throws<Broken>([&] {
          parcels.send(Fragile{7, no_moves});
        });
        // Whose exception it is depends on which thread moves the value.
        if (sender_got_it) stop.send(0);
        selector.join();
        expect(sender_got_it != selector_got_it,
               "the exception of the move reaches the sender or the select, "
               "and only one of them");

        std::jthread receiver = start("receiver", [&] {
          expect_equal(parcels.receive()->content(), 8,
                       "the channel is usable");
        });
        parcels.send(Fragile{8, enough_moves});
      },
      few);
}

TEST_CASE("a select goes on waiting when a receiver cannot move its value",
          "[06][task5]") {
  explore(
      [] {
        Channel<Homebody> visits;
        Channel<int> stop;
        explorer::name(visits, "visits");
        explorer::name(stop, "stop");
        std::size_t taken = 0;
        std::jthread selector = start("selector", [&] {
          taken = select(on_send(visits, Homebody{}), on_receive(stop, ignore));
        });
        settle();
        // A design in which the sender moves its value delivers it.
        const bool broken = throws<Broken>([&] { visits.receive(); });
        if (broken) stop.send(0);
        selector.join();
        expect(taken == (broken ? 1U : 0U),
               "index 0 if the value was sent; if its move threw, the select "
               "waits on, until index 1, stop");
      },
      few);
}

TEST_CASE("a select whose partner could not move is served again later",
          "[06][task5]") {
  explore(
      [] {
        Channel<Fragile> parcels;
        Channel<int> silent;
        explorer::name(parcels, "parcels");
        int no_moves = 0;
        int enough_moves = 100;
        bool selector_got_it = false;
        std::jthread selector = start("selector", [&] {
          int content = 0;
          const auto attempt = [&] {
            select(on_receive(silent, ignore),
                   on_receive(parcels, [&](std::optional<Fragile> parcel) {
                     content = parcel->content();
                   }));
          };
          selector_got_it = throws<Broken>(attempt);
          if (selector_got_it) attempt();
          expect_equal(content, 8, "the value that could be moved");
        });
        settle();
        throws<Broken>([&] { parcels.send(Fragile{7, no_moves}); });
        parcels.send(Fragile{8, enough_moves});
      },
      few);
}

TEST_CASE("a partner that cannot move its value hides no other",
          "[06][task5]") {
  explore([] {
    Channel<Fragile> parcels;
    Channel<int> stop;
    explorer::name(parcels, "parcels");
    explorer::name(stop, "stop");
    int no_moves = 0;
    std::jthread selector = start("selector", [&] {
      // Whose exception it is depends on which thread moves the value.
      while (throws<Broken>([&] {
        select(on_receive(parcels, ignore), on_receive(stop, ignore));
      })) {
      }
    });
    settle();
    std::jthread unlucky = start("unlucky sender", [&] {
      const auto send = [&] { parcels.send(Fragile{7, no_moves}); };
      throws<ClosedChannel>([&] { throws<Broken>(send); });
    });
    stop.send(0);
    selector.join();
    parcels.close();
  });
}
