// Litmus tests of what else is atomic: exchanges, flags, references, pairs.

#include <cstdint>
#include <memory>

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;
using Order = std::memory_order;

namespace {

void publish(Litmus& it) {
  it.x.store(1, relaxed);
  it.y.store(1, release);
}

}  // namespace

TEST_CASE("MP: an exchange that fails acquires by its second order",
          "[gallery]") {
  const auto parts = [](Order failure) -> std::vector<Part> {
    return {publish, [=](Litmus& it) {
              int seen = 2;
              it.y.compare_exchange_strong(seen, 3, acq_rel, failure);
              it.r[0] = seen;
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(relaxed), flag_without_data);
  forbidden(parts(acquire), flag_without_data);
  forbidden(parts(seq_cst), flag_without_data);
}

TEST_CASE("MP: an exchange that succeeds acquires by its first order",
          "[gallery]") {
  const auto parts = [](Order success) -> std::vector<Part> {
    return {publish, [=](Litmus& it) {
              int seen = 1;
              if (!it.y.compare_exchange_strong(seen, 2, success, relaxed))
                return;
              it.r[0] = 1;
              it.r[1] = it.x.load(relaxed);
            }};
  };
  allowed(parts(relaxed), flag_without_data);
  allowed(parts(release), flag_without_data);
  forbidden(parts(acquire), flag_without_data);
}

TEST_CASE("an exchange sees the newest value, and one gets it", "[gallery]") {
  const auto parts = [](bool exchange) {
    const auto part = [=](std::size_t mine) {
      return [=](Litmus& it) {
        if (exchange) {
          it.r[mine] = it.x.exchange(1, relaxed);
        } else {
          it.r[mine] = it.x.load(relaxed);
          it.x.store(1, relaxed);
        }
      };
    };
    return std::vector<Part>{part(0), part(1)};
  };
  const Outcome both_get_it = [](const Litmus& it) {
    return it.r[0] == 0 && it.r[1] == 0;
  };
  allowed(parts(false), both_get_it);
  forbidden(parts(true), both_get_it);
}

TEST_CASE("SB: an exchange of one atomic, then a load of another",
          "[gallery]") {
  const auto parts = [](Order order) {
    return std::vector<Part>{
        [=](Litmus& it) {
          it.x.exchange(1, order);
          it.r[0] = it.y.load(order == seq_cst ? seq_cst : acquire);
        },
        [=](Litmus& it) {
          it.y.exchange(1, order);
          it.r[1] = it.x.load(order == seq_cst ? seq_cst : acquire);
        }};
  };
  allowed(parts(acq_rel), both_see_nothing);
  forbidden(parts(seq_cst), both_see_nothing);
}

namespace {

/// Two threads count under a lock that is made of a flag.
void counts_under_a_flag(Order take, Order let_go) {
  std::atomic_flag flag;
  int count = 0;
  const auto work = [&] {
    while (flag.test_and_set(take)) std::this_thread::yield();
    ++count;
    flag.clear(let_go);
  };
  {
    const std::jthread other{work};
    work();
  }
  expect(count == 2, "both are counted");
}

/// A flag that is waited for says that the data is there.
void waits_for_a_flag(Order set, bool notifies) {
  std::atomic_flag flag;
  int data = 0;
  const std::jthread other{[&] {
    data = 7;
    flag.test_and_set(set);
    if (notifies) flag.notify_one();
  }};
  flag.wait(false, acquire);
  expect(data == 7, "the data");
}

/// Publishes by a plain int that both threads use as an atomic.
void publishes_by_reference(Order store, Order load) {
  int data = 0;
  alignas(std::atomic_ref<int>::required_alignment) int flag = 0;
  const std::jthread other{[&] {
    data = 7;
    std::atomic_ref{flag}.store(1, store);
  }};
  if (std::atomic_ref{flag}.load(load) == 1) expect(data == 7, "the data");
}

/// One thread's references and the other's plain accesses to the same int.
void mixes_reference_and_plain(bool joined) {
  int value = 0;
  std::jthread other{[&] { std::atomic_ref{value}.fetch_add(1, relaxed); }};
  if (joined) other.join();
  expect(value <= 1, "one at most");
}

}  // namespace

TEST_CASE("a lock made of an atomic_flag needs acquire and release",
          "[gallery]") {
  check([] { counts_under_a_flag(acquire, release); }, Verdict::passed);
  check([] { counts_under_a_flag(relaxed, release); }, Verdict::data_race);
  check([] { counts_under_a_flag(acquire, relaxed); }, Verdict::data_race);
}

TEST_CASE("an atomic_flag that is waited for", "[gallery]") {
  check([] { waits_for_a_flag(release, true); }, Verdict::passed);
  check([] { waits_for_a_flag(relaxed, true); }, Verdict::data_race);
  check([] { waits_for_a_flag(release, false); }, Verdict::deadlock);
}

TEST_CASE("an atomic_ref orders as an atomic does", "[gallery]") {
  check([] { publishes_by_reference(release, acquire); }, Verdict::passed);
  check([] { publishes_by_reference(relaxed, acquire); }, Verdict::data_race);
  check([] { publishes_by_reference(release, relaxed); }, Verdict::data_race);
}

TEST_CASE("what an atomic_ref refers to is no atomic", "[gallery]") {
  check([] { mixes_reference_and_plain(true); }, Verdict::passed);
  check([] { mixes_reference_and_plain(false); }, Verdict::data_race);
}

namespace {

/// Adds one to what a shared pointer points at, by making a new object.
void adds_to_a_shared_number(bool exchanges) {
  std::atomic<std::shared_ptr<const int>> cell{std::make_shared<const int>(0)};
  const auto add = [&] {
    auto seen = cell.load();
    auto more = std::make_shared<const int>(*seen + 1);
    if (!exchanges) return cell.store(more);
    while (!cell.compare_exchange_strong(seen, more)) {
      more = std::make_shared<const int>(*seen + 1);
    }
  };
  {
    const std::jthread other{add};
    add();
  }
  explorer::expect_equal(*cell.load(), 2, "both additions");
}

}  // namespace

TEST_CASE("an atomic shared_ptr loses what is loaded, then stored",
          "[gallery]") {
  check([] { adds_to_a_shared_number(true); }, Verdict::passed);
  check([] { adds_to_a_shared_number(false); }, Verdict::expectation_failed);
}

#ifndef __clang__  // needs -mcx16 there

namespace {

struct alignas(16) Pair {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

/// A pair of two words publishes; `halves` are both new, or both old.
void publishes_by_a_pair(Order store, Order load) {
  std::atomic<Pair> pair{Pair{}};
  int data = 0;
  const std::jthread other{[&] {
    data = 7;
    pair.store({1, 1}, store);
  }};
  const Pair seen = pair.load(load);
  explorer::expect_equal(seen.first, seen.second, "a whole pair");
  if (seen.first == 1) expect(data == 7, "the data");
}

}  // namespace

TEST_CASE("an atomic of two words is whole, and orders as any", "[gallery]") {
  check([] { publishes_by_a_pair(release, acquire); }, Verdict::passed);
  check([] { publishes_by_a_pair(relaxed, acquire); }, Verdict::data_race);
  check([] { publishes_by_a_pair(release, relaxed); }, Verdict::data_race);
}

#endif
#endif
