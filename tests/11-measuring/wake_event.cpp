// What only the fast Parker can get wrong: it keeps an event for each thread.
// It also passes the tests of all chapters, as finished-NN.

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"

using explorer::explore;
using explorer::name;
using explorer::settle;
using explorer::start;
using workbook::Parker;

namespace {

// Waits when its thread ends.
class WaitsAtTheEnd {
 public:
  explicit WaitsAtTheEnd(Parker& parker) : parker_(parker) {}
  WaitsAtTheEnd(const WaitsAtTheEnd&) = delete;
  WaitsAtTheEnd& operator=(const WaitsAtTheEnd&) = delete;
  ~WaitsAtTheEnd() { parker_.park(); }

 private:
  Parker& parker_;
};

}  // namespace

TEST_CASE("a thread can still wait when its event has been given back",
          "[11][task1]") {
  explore([] {
    Parker early;
    Parker late;
    Parker other;
    name(early, "early");
    name(late, "late");
    name(other, "other");
    std::jthread ending = start("ending", [&] {
      // Made before the thread has an event, and so destroyed after it.
      thread_local const WaitsAtTheEnd waits{late};
      early.park();
    });
    settle();
    early.unpark();
    settle();
    std::jthread newcomer = start("newcomer", [&] { other.park(); });
    settle();
    other.unpark();
    late.unpark();
  });
}
