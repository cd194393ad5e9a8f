// Assignment: let the cases of a select move their values, and do nothing else
// with them. Files: chapters/06-select/select.hpp and
// chapters/03-rendezvous/channel.hpp.

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "awkward.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "few.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;
using workbook_tests::Awkward;
using workbook_tests::ignore;

namespace {

/// A handler: it has to be given this.
struct Expect {
  void operator()(std::optional<Awkward> received) const {
    expect(received && received->content() == content,
           "the handler gets the value that was sent");
  }
  int content;
};

}  // namespace

TEST_CASE("a select moves its values and does nothing else with them",
          "[06][task2]") {
  explore(
      [] {
        Channel<Awkward> parcels{1};
        Channel<int> silent;
        select(on_send(parcels, Awkward(7)), on_receive(silent, ignore));
        select(on_receive(parcels, Expect{7}), on_receive(silent, ignore));
      },
      workbook_tests::very_few);
  // While it waits, its partner is a send, a receive, and a select of each
  // kind.
  explore(
      [] {
        Channel<Awkward> parcels;
        Channel<int> silent;
        explorer::name(parcels, "parcels");
        std::jthread selector = start("selector", [&] {
          select(on_receive(parcels, Expect{1}), on_receive(silent, ignore));
          select(on_send(parcels, Awkward(2)), on_receive(silent, ignore));
          select(on_receive(parcels, Expect{3}), on_receive(silent, ignore));
          select(on_send(parcels, Awkward(4)), on_receive(silent, ignore));
        });
        settle();
        parcels.send(Awkward(1));
        settle();
        Expect{2}(parcels.receive());
        settle();
        select(on_send(parcels, Awkward(3)), on_receive(silent, ignore));
        settle();
        select(on_receive(parcels, Expect{4}), on_receive(silent, ignore));
      },
      workbook_tests::very_few);
}
