// Algorithms of the literature that stand or fall with one memory order, one
// fence, or one more word: each right, and wrong.

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;
using Order = std::memory_order;

namespace {

/// Two threads, each in the section once, if `enter` and `leave` keep them
/// apart.
template <class Lock>
void one_in_the_section() {
  Lock lock;
  int inside = 0;
  const auto visit = [&](int me) {
    lock.enter(me);
    ++inside;
    lock.leave(me);
  };
  std::thread other{[&] { visit(1); }};
  visit(0);
  other.join();
}

/// Peterson, "Myths about the mutual exclusion problem", 1981.
template <Order order>
class Peterson {
 public:
  void enter(int me) {
    const int other = 1 - me;
    wants(me).store(true, order);
    turn_.store(other, order);
    while (wants(other).load(order) && turn_.load(order) == other) continue;
  }
  void leave(int me) { wants(me).store(false, release); }

 private:
  std::atomic<bool>& wants(int who) {
    return wants_[static_cast<std::size_t>(who)];
  }
  std::array<std::atomic<bool>, 2> wants_{};
  std::atomic<int> turn_{0};
};

/// Dekker's algorithm, as Dijkstra wrote it down in 1965.
template <Order order>
class Dekker {
 public:
  void enter(int me) {
    std::atomic<bool>& mine = wants(me);
    const std::atomic<bool>& theirs = wants(1 - me);
    mine.store(true, order);
    while (theirs.load(order)) {
      if (turn_.load(order) == me) continue;
      mine.store(false, order);
      while (turn_.load(order) != me) std::this_thread::yield();
      mine.store(true, order);
    }
  }
  void leave(int me) {
    turn_.store(1 - me, release);
    wants(me).store(false, release);
  }

 private:
  std::atomic<bool>& wants(int who) {
    return wants_[static_cast<std::size_t>(who)];
  }
  std::array<std::atomic<bool>, 2> wants_{};
  std::atomic<int> turn_{0};
};

/// Boehm, "Can seqlocks get along with programming language memory models?",
/// MSPC 2012: the reader's second look must not go before its reads.
void a_pair_is_read_whole(bool fenced) {
  std::atomic<unsigned> version{0};
  std::atomic<int> left{0};
  std::atomic<int> right{0};
  std::thread writer{[&] {
    version.store(1, relaxed);
    std::atomic_thread_fence(release);
    left.store(1, relaxed);
    right.store(1, relaxed);
    version.store(2, release);
  }};
  const unsigned before = version.load(acquire);
  const int one = left.load(relaxed);
  const int other = right.load(relaxed);
  if (fenced) std::atomic_thread_fence(acquire);
  const bool whole = before % 2 == 0 && version.load(relaxed) == before;
  if (whole) expect(one == other, "both halves of one pair");
  writer.join();
}

/// Meyers and Alexandrescu, "C++ and the perils of double-checked locking",
/// 2004.
void made_once(Order store, Order load) {
  struct Thing {
    int value;
  };
  std::mutex mutex;
  std::atomic<Thing*> made{nullptr};
  Thing room{0};
  const auto get = [&] {
    Thing* thing = made.load(load);
    if (thing != nullptr) return thing;
    const std::lock_guard lock{mutex};
    thing = made.load(relaxed);
    if (thing == nullptr) {
      thing = &room;
      thing->value = 7;
      made.store(thing, store);
    }
    return thing;
  };
  std::thread other{[&] { expect(get()->value == 7, "what was made"); }};
  expect(get()->value == 7, "what was made");
  other.join();
}

/// The end of a work-stealing deque that has one job left (Lê, Pop, Cohen,
/// Zappa Nardelli, "Correct and efficient work-stealing for weak memory
/// models", PPoPP 2013). The thief has taken the job before with an exchange;
/// whether it sees that the owner is about to take this one depends on a fence
/// between its look at the top and its look at the bottom. An exchange, seq_cst
/// though it is, is none.
void a_job_is_run_once(bool thief_has_a_fence) {
  std::atomic<int> top{0};
  std::atomic<int> bottom{2};
  std::array<std::atomic<int>, 2> runs{};
  const auto work = [&](int job) {
    expect(runs[static_cast<std::size_t>(job)].fetch_add(1) == 0,
           "a job that nobody has run");
  };
  std::thread thief{[&] {
    for (int i = 0; i < 2; ++i) {
      int at = top.load(acquire);
      if (thief_has_a_fence) std::atomic_thread_fence(seq_cst);
      if (at >= bottom.load(acquire)) return;
      if (top.compare_exchange_strong(at, at + 1)) work(at);
    }
  }};
  bottom.store(1, relaxed);
  std::atomic_thread_fence(seq_cst);
  int at = top.load(relaxed);
  if (at < 1 || (at == 1 && top.compare_exchange_strong(at, 2))) work(1);
  thief.join();
}

/// A wait for a word sees what was written before it, if the orders say so.
void waits_for_a_word(Order store) {
  std::atomic<bool> ready{false};
  int data = 0;
  std::thread other{[&] {
    data = 7;
    ready.store(true, store);
    ready.notify_one();
  }};
  ready.wait(false, acquire);
  expect(data == 7, "the data");
  other.join();
}

}  // namespace

TEST_CASE("Peterson's lock needs one order of all steps", "[gallery]") {
  check(one_in_the_section<Peterson<seq_cst>>, Verdict::passed);
  check(one_in_the_section<Peterson<relaxed>>, Verdict::data_race);
}

TEST_CASE("Dekker's lock needs one order of all steps", "[gallery]") {
  check(one_in_the_section<Dekker<seq_cst>>, Verdict::passed);
  check(one_in_the_section<Dekker<relaxed>>, Verdict::data_race);
}

TEST_CASE("a sequence lock's reader needs its fence", "[gallery]") {
  check([] { a_pair_is_read_whole(true); }, Verdict::passed);
  check([] { a_pair_is_read_whole(false); }, Verdict::expectation_failed);
}

TEST_CASE("double-checked locking needs release and acquire", "[gallery]") {
  check([] { made_once(release, acquire); }, Verdict::passed);
  check([] { made_once(release, relaxed); }, Verdict::data_race);
  check([] { made_once(relaxed, acquire); }, Verdict::data_race);
}

TEST_CASE("a thief's exchange is no fence", "[gallery]") {
  check([] { a_job_is_run_once(true); }, Verdict::passed);
  check([] { a_job_is_run_once(false); }, Verdict::expectation_failed);
}

TEST_CASE("a word that is waited for publishes by its order", "[gallery]") {
  check([] { waits_for_a_word(release); }, Verdict::passed);
  check([] { waits_for_a_word(relaxed); }, Verdict::data_race);
}

#endif
