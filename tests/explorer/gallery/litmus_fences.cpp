// Litmus tests of fences and release sequences, in two threads and more.

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;
using Order = std::memory_order;

namespace {

/// The second thread turns the flag from 1 to 2, and the third one sees that.
std::vector<Part> flag_of_three(const Part& publish, const Part& pass_on) {
  return {publish, pass_on, [](Litmus& it) {
            it.r[1] = it.y.load(acquire);
            it.r[2] = it.x.load(relaxed);
          }};
}

bool two_without_data(const Litmus& it) { return it.r[1] == 2 && it.r[2] == 0; }

void store_release(Litmus& it) {
  it.x.store(1, relaxed);
  it.y.store(1, release);
}

void fence_and_store(Litmus& it) {
  it.x.store(1, relaxed);
  std::atomic_thread_fence(release);
  it.y.store(1, relaxed);
}

void add_one(Litmus& it) { it.y.fetch_add(1, relaxed); }

void store_two(Litmus& it) {
  if (it.y.load(relaxed) == 1) it.y.store(2, relaxed);
}

}  // namespace

TEST_CASE("a release sequence goes on in another thread", "[gallery]") {
  not_found(flag_of_three(store_release, add_one), two_without_data);
  allowed(flag_of_three(store_release, store_two), two_without_data);
}

TEST_CASE("a fence begins a release sequence", "[gallery]") {
  not_found(flag_of_three(fence_and_store, add_one), two_without_data);
  allowed(flag_of_three(fence_and_store, store_two), two_without_data);
}

TEST_CASE("MP: a fence that is both publishes, and its place matters",
          "[gallery]") {
  const auto parts = [](bool in_front) -> std::vector<Part> {
    return {[=](Litmus& it) {
              if (in_front) std::atomic_thread_fence(acq_rel);
              it.x.store(1, relaxed);
              if (!in_front) std::atomic_thread_fence(acq_rel);
              it.y.store(1, relaxed);
            },
            [](Litmus& it) {
              it.r[0] = it.y.load(relaxed);
              std::atomic_thread_fence(acq_rel);
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(true), flag_without_data);
  forbidden(parts(false), flag_without_data);
}

TEST_CASE("MP: a fence of signals orders no threads", "[gallery]") {
  allowed({[](Litmus& it) {
             it.x.store(1, relaxed);
             std::atomic_signal_fence(seq_cst);
             it.y.store(1, relaxed);
           },
           [](Litmus& it) {
             it.r[0] = it.y.load(acquire);
             it.r[1] = it.x.load(relaxed);
           }},
          flag_without_data);
}

TEST_CASE("WRC with fences", "[gallery]") {
  const auto parts = [](Order fence) -> std::vector<Part> {
    return {[](Litmus& it) { it.x.store(1, relaxed); },
            [=](Litmus& it) {
              it.r[0] = it.x.load(relaxed);
              std::atomic_thread_fence(fence);
              it.y.store(1, relaxed);
            },
            [](Litmus& it) {
              it.r[1] = it.y.load(relaxed);
              std::atomic_thread_fence(acquire);
              it.r[2] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 1 && it.r[2] == 0;
  };
  allowed(parts(acquire), outcome);
  not_found(parts(release), outcome);
}

TEST_CASE("IRIW: the readers need seq_cst fences", "[gallery]") {
  const auto parts = [](Order fence) -> std::vector<Part> {
    return {[](Litmus& it) { it.x.store(1, relaxed); },
            [](Litmus& it) { it.y.store(1, relaxed); },
            [=](Litmus& it) {
              it.r[0] = it.x.load(relaxed);
              std::atomic_thread_fence(fence);
              it.r[1] = it.y.load(relaxed);
            },
            [=](Litmus& it) {
              it.r[2] = it.y.load(relaxed);
              std::atomic_thread_fence(fence);
              it.r[3] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 0 && it.r[2] == 1 && it.r[3] == 0;
  };
  allowed(parts(acq_rel), outcome);
  not_found(parts(seq_cst), outcome);
}

TEST_CASE("RWC: a reader between a store and store buffering", "[gallery]") {
  const auto parts = [](Order fence) -> std::vector<Part> {
    return {[](Litmus& it) { it.x.store(1, relaxed); },
            [=](Litmus& it) {
              it.r[0] = it.x.load(relaxed);
              std::atomic_thread_fence(fence);
              it.r[1] = it.y.load(relaxed);
            },
            [=](Litmus& it) {
              it.y.store(1, relaxed);
              std::atomic_thread_fence(fence);
              it.r[2] = it.x.load(relaxed);
            }};
  };
  const Outcome outcome = [](const Litmus& it) {
    return it.r[0] == 1 && it.r[1] == 0 && it.r[2] == 0;
  };
  allowed(parts(acq_rel), outcome);
  not_found(parts(seq_cst), outcome);
}

TEST_CASE("R and 2+2W with fences", "[gallery]") {
  const auto parts = [](Order fence, bool reads) -> std::vector<Part> {
    return {[=](Litmus& it) {
              it.x.store(1, relaxed);
              std::atomic_thread_fence(fence);
              it.y.store(1, relaxed);
            },
            [=](Litmus& it) {
              it.y.store(2, relaxed);
              std::atomic_thread_fence(fence);
              if (reads) {
                it.r[0] = it.x.load(relaxed);
              } else {
                it.x.store(2, relaxed);
              }
            }};
  };
  const Outcome r = [](const Litmus& it) {
    return it.y.load() == 2 && it.r[0] == 0;
  };
  const Outcome two_plus_two = [](const Litmus& it) {
    return it.y.load() == 2 && it.x.load() == 1;
  };
  allowed(parts(acq_rel, true), r);
  forbidden(parts(seq_cst, true), r);
  allowed(parts(acq_rel, false), two_plus_two);
  forbidden(parts(seq_cst, false), two_plus_two);
}

#endif
