// Assignment: see that the Parker of chapters/02-parking/parker.hpp may be gone
// as soon as park() has returned. The thread that unparks may still be
// inside unpark() then, and must not touch what is gone.

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <thread>

#include "explorer.hpp"
#include "parker.hpp"

using explorer::explore;
using explorer::start;
using workbook::Parker;

TEST_CASE("the sleeper may end the parker as soon as park returns",
          "[02][task2]") {
  const auto body = [] {
    auto parker = std::make_unique<Parker>();
    explorer::name(*parker, "parker");
    std::jthread waker =
        start("waker", [&their_parker = *parker] { their_parker.unpark(); });
    parker->park();
    parker.reset();
  };
  explore(body);
  explore(body, {.spurious_wakeups = true});
}

TEST_CASE("a parker may live on the stack of the thread that sleeps",
          "[02][task2]") {
  explore([] {
    std::jthread waker;
    std::jthread sleeper = start("sleeper", [&waker] {
      Parker parker;
      explorer::name(parker, "parker");
      waker = std::jthread{[&parker] {
        explorer::name_thread("waker");
        parker.unpark();
      }};
      parker.park();
    });
  });
}
