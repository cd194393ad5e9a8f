// What each thread has for itself, when there is no memory for it.

#include "one_per_thread.hpp"

#include <catch2/catch_test_macros.hpp>
#include <new>
#include <thread>

#include "explorer.hpp"

using explorer::expect;
using explorer::explore;
using explorer::start;
using workbook::OnePerThread;

namespace {

bool has_memory = true;

struct Scarce {
  Scarce() {
    if (!has_memory) throw std::bad_alloc{};
  }
  int uses = 0;
};

bool could_use_its_own() {
  try {
    ++OnePerThread<Scarce>::get().uses;
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a thread that could not make its own leaves the others alone",
          "[11][task2]") {
  explore([] {
    has_memory = false;
    // In a later schedule it gets what a thread has given back.
    start("unlucky", [] { static_cast<void>(could_use_its_own()); }).join();
    has_memory = true;
    start("next", [] {
      expect(could_use_its_own(), "there is memory again");
    }).join();
  });
}
