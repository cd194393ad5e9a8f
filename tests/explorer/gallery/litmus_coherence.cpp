// Litmus tests of coherence, and of more than two threads.

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;
using Order = std::memory_order;

TEST_CASE("CoRR: a newer value, and then an older one", "[gallery]") {
  const std::vector<Part> parts{[](Litmus& it) { it.x.store(1, relaxed); },
                                [](Litmus& it) {
                                  it.r[0] = it.x.load(relaxed);
                                  it.r[1] = it.x.load(relaxed);
                                }};
  forbidden(parts,
            [](const Litmus& it) { return it.r[0] == 1 && it.r[1] == 0; });
  allowed(parts, [](const Litmus& it) { return it.r[0] == 0 && it.r[1] == 1; });
}

TEST_CASE("CoWW: a thread's stores change places", "[gallery]") {
  const std::vector<Part> parts{[](Litmus& it) {
                                  it.x.store(1, relaxed);
                                  it.x.store(2, relaxed);
                                },
                                [](Litmus& it) { it.x.store(3, relaxed); }};
  forbidden(parts, [](const Litmus& it) { return it.x.load() == 1; });
  allowed(parts, [](const Litmus& it) { return it.x.load() == 3; });
}

TEST_CASE("CoRW and CoWR: a thread's store, and what it reads", "[gallery]") {
  const std::vector<Part> read_write{
      [](Litmus& it) {
        it.r[0] = it.x.load(relaxed);
        it.x.store(1, relaxed);
      },
      [](Litmus& it) { it.x.store(2, relaxed); }};
  forbidden(read_write,
            [](const Litmus& it) { return it.r[0] == 2 && it.x.load() == 2; });
  const std::vector<Part> write_read{
      [](Litmus& it) {
        it.x.store(1, relaxed);
        it.r[0] = it.x.load(relaxed);
      },
      [](Litmus& it) { it.x.store(2, relaxed); }};
  forbidden(write_read, [](const Litmus& it) { return it.r[0] == 0; });
  forbidden(write_read,
            [](const Litmus& it) { return it.r[0] == 2 && it.x.load() == 1; });
  allowed(write_read, [](const Litmus& it) { return it.r[0] == 2; });
}

TEST_CASE("WRC: what one has read, another may rely on", "[gallery]") {
  const auto parts = [](Order store, Order load) -> std::vector<Part> {
    return {[](Litmus& it) { it.x.store(1, relaxed); },
            [=](Litmus& it) {
              it.r[0] = it.x.load(relaxed);
              it.y.store(1, store);
            },
            [=](Litmus& it) {
              it.r[1] = it.y.load(load);
              it.r[2] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 1 && it.r[2] == 0;
  };
  allowed(parts(relaxed, acquire), outcome);
  allowed(parts(release, relaxed), outcome);
  not_found(parts(release, acquire), outcome);
}

TEST_CASE("ISA2: by way of a third thread", "[gallery]") {
  const auto parts = [](Order middle) -> std::vector<Part> {
    return {[](Litmus& it) {
              it.x.store(1, relaxed);
              it.y.store(1, release);
            },
            [=](Litmus& it) {
              it.r[0] = it.y.load(middle);
              it.z.store(1, release);
            },
            [](Litmus& it) {
              it.r[1] = it.z.load(acquire);
              it.r[2] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 1 && it.r[2] == 0;
  };
  allowed(parts(relaxed), outcome);
  not_found(parts(acquire), outcome);
}

TEST_CASE("IRIW: two readers disagree on the order", "[gallery]") {
  const auto parts = [](Order store, Order load) -> std::vector<Part> {
    return {[=](Litmus& it) { it.x.store(1, store); },
            [=](Litmus& it) { it.y.store(1, store); },
            [=](Litmus& it) {
              it.r[0] = it.x.load(load);
              it.r[1] = it.y.load(load);
            },
            [=](Litmus& it) {
              it.r[2] = it.y.load(load);
              it.r[3] = it.x.load(load);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 0 && it.r[2] == 1 && it.r[3] == 0;
  };
  allowed(parts(relaxed, relaxed), outcome);
  allowed(parts(release, acquire), outcome);
  not_found(parts(seq_cst, seq_cst), outcome);
}

// C++20: a later store by the same thread is not part of the sequence.
TEST_CASE("release sequences consist of read-modify-writes", "[gallery]") {
  const auto parts = [](bool modify) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, relaxed);
              it.y.store(1, release);
              if (modify) {
                it.y.fetch_add(1, relaxed);
              } else {
                it.y.store(2, relaxed);
              }
            },
            [](Litmus& it) {
              it.r[0] = it.y.load(acquire);
              it.r[1] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 2 && it.r[1] == 0;
  };
  allowed(parts(false), outcome);
  forbidden(parts(true), outcome);
}

#endif
