// Litmus tests of two threads: Sarkar, Sewell, Alglave, Maranget, Williams,
// "Understanding POWER multiprocessors", PLDI 2011, has the names.

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;
using Order = std::memory_order;

namespace {

std::vector<Part> store_buffering(Order store, Order load) {
  return {[=](Litmus& it) {
            it.x.store(1, store);
            it.r[0] = it.y.load(load);
          },
          [=](Litmus& it) {
            it.y.store(1, store);
            it.r[1] = it.x.load(load);
          }};
}

std::vector<Part> message_passing(Order store, Order load) {
  return {[=](Litmus& it) {
            it.x.store(1, relaxed);
            it.y.store(1, store);
          },
          [=](Litmus& it) {
            it.r[0] = it.y.load(load);
            it.r[1] = it.x.load(relaxed);
          }};
}

}  // namespace

TEST_CASE("SB: both read the old value, unless seq_cst", "[gallery]") {
  allowed(store_buffering(relaxed, relaxed), both_see_nothing);
  allowed(store_buffering(release, acquire), both_see_nothing);
  allowed(store_buffering(seq_cst, acquire), both_see_nothing);
  forbidden(store_buffering(seq_cst, seq_cst), both_see_nothing);
}

TEST_CASE("SB with fences", "[gallery]") {
  const auto parts = [](Order fence) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, relaxed);
              std::atomic_thread_fence(fence);
              it.r[0] = it.y.load(relaxed);
            },
            [=](Litmus& it) {
              it.y.store(1, relaxed);
              std::atomic_thread_fence(fence);
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(acq_rel), both_see_nothing);
  forbidden(parts(seq_cst), both_see_nothing);
}

TEST_CASE("SB with a fence in one thread, and seq_cst in the other",
          "[gallery]") {
  const auto parts = [](bool second_fence) -> std::vector<Part> {
    return {[](Litmus& it) {
              it.x.store(1, relaxed);
              std::atomic_thread_fence(seq_cst);
              it.r[0] = it.y.load(relaxed);
            },
            [=](Litmus& it) {
              it.y.exchange(1, seq_cst);
              if (second_fence) std::atomic_thread_fence(seq_cst);
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(false), both_see_nothing);  // an exchange is no fence
  forbidden(parts(true), both_see_nothing);
}

TEST_CASE("MP: the flag is seen, the data is not", "[gallery]") {
  allowed(message_passing(relaxed, relaxed), flag_without_data);
  allowed(message_passing(relaxed, acquire), flag_without_data);
  allowed(message_passing(release, relaxed), flag_without_data);
  forbidden(message_passing(release, acquire), flag_without_data);
}

// The order of all seq_cst steps need not be the one in which they were made.
TEST_CASE("MP: seq_cst data behind a relaxed flag", "[gallery]") {
  const auto parts = [](Order flag) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1);
              it.y.store(1, flag);
            },
            [](Litmus& it) {
              it.r[0] = it.y.load();
              it.r[1] = it.x.load();
            }};
  };
  allowed(parts(relaxed), flag_without_data);
  forbidden(parts(release), flag_without_data);
}

TEST_CASE("MP with fences", "[gallery]") {
  const auto parts = [](bool before, bool behind) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, relaxed);
              if (before) std::atomic_thread_fence(release);
              it.y.store(1, relaxed);
            },
            [=](Litmus& it) {
              it.r[0] = it.y.load(relaxed);
              if (behind) std::atomic_thread_fence(acquire);
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(true, false), flag_without_data);
  allowed(parts(false, true), flag_without_data);
  forbidden(parts(true, true), flag_without_data);
}

// C++ allows it for relaxed. Here no load reads what is stored later.
TEST_CASE("LB is out", "[gallery]") {
  const std::vector<Part> parts{[](Litmus& it) {
                                  it.r[0] = it.x.load(relaxed);
                                  it.y.store(1, relaxed);
                                },
                                [](Litmus& it) {
                                  it.r[1] = it.y.load(relaxed);
                                  it.x.store(1, relaxed);
                                }};
  forbidden(parts,
            [](const Litmus& it) { return it.r[0] == 1 && it.r[1] == 1; });
}

TEST_CASE("R: a store, and a load of what the other stored before",
          "[gallery]") {
  const auto parts = [](Order order) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, order);
              it.y.store(1, order);
            },
            [=](Litmus& it) {
              it.y.store(2, order);
              it.r[0] = it.x.load(order == release ? acquire : order);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.y.load() == 2 && it.r[0] == 0;
  };
  allowed(parts(relaxed), outcome);
  allowed(parts(release), outcome);
  forbidden(parts(seq_cst), outcome);
}

TEST_CASE("S: a store behind one that it answers to", "[gallery]") {
  const auto parts = [](Order store, Order load) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(2, relaxed);
              it.y.store(1, store);
            },
            [=](Litmus& it) {
              it.r[0] = it.y.load(load);
              it.x.store(1, relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.x.load() == 2;
  };
  allowed(parts(relaxed, relaxed), outcome);
  forbidden(parts(release, acquire), outcome);
}

TEST_CASE("2+2W: each thread's first store is the last", "[gallery]") {
  const auto parts = [](Order order) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, order);
              it.y.store(2, order);
            },
            [=](Litmus& it) {
              it.y.store(1, order);
              it.x.store(2, order);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.x.load() == 1 && it.y.load() == 1;
  };
  allowed(parts(relaxed), outcome);
  allowed(parts(release), outcome);
  forbidden(parts(seq_cst), outcome);
}

#endif
