// The number of schedules of tiny programs, against the number worked out by
// hand; and that reports can be trusted.

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

TEST_CASE("nothing to choose: one schedule", "[gallery]") {
  const Report report = run([] {});
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.schedules == 1);
  CHECK(report.exhausted);
  CHECK(report.text.starts_with("all 1 schedule, seed 1"));
}

// Where atomics are scheduling points, main has the steps lock and unlock, and
// the other thread begin, lock, unlock. The sections cannot overlap. If main's
// is first, `begin` lies before it, in it, or after it; if the other's is
// first, nothing is left to choose: 3 + 1.
//
// Without, there is one more step after each operation that lets another
// thread go on: main has go-on, lock, unlock, go-on; the other begin, lock,
// unlock, go-on. If main's section is first, `begin` lies before the unlock
// (3 places), and the last go-on among the 3 steps left (4 places), or after
// it, and the go-on among 4 (5 places): 12 + 5. The same with parts reversed:
// 34 in all.
TEST_CASE("two critical sections: four schedules, or 34", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::thread other{[&] { const std::lock_guard lock{mutex}; }};
    { const std::lock_guard lock{mutex}; }
    other.join();
  });
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.schedules == (sees_atomics ? 4 : 34));
  CHECK(report.exhausted);
}

// The second thread's chain is: create, begin, try. The first one's: begin,
// try, its join. Merged in any order: 6! / (3! 3!) = 20; but main's create
// comes before its join, which rules out the one order in which all of the
// first chain comes first: 19. The last join is always the last.
//
// With a go-on after each create, the chain is go-on, create, and then go-on,
// join merged with begin, try. The first thread's two steps come before the
// join. If that is the fourth of the six, they have C(5,2) = 10 places; if
// the fifth (2 orders), C(6,2) = 15; if the sixth (3 orders), C(7,2) = 21:
// 10 + 30 + 63 = 103.
TEST_CASE("two threads, one step each: 19 schedules, or 103", "[gallery]") {
  const Report report = run([] {
    std::counting_semaphore<2> permits{2};
    std::thread one{[&] { (void)permits.try_acquire(); }};
    std::thread other{[&] { (void)permits.try_acquire(); }};
    one.join();
    other.join();
  });
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.schedules == (sees_atomics ? 19 : 103));
  CHECK(report.exhausted);
  CHECK(report.text ==
        (sees_atomics
             ? "all 19 schedules, seed 1"
             : "all 103 schedules, seed 1; atomics were not steps, as they are "
               "with explorer_races"));
}

// Joined the other way round, the chains are create, begin, try, join and
// begin, try: 6! / (4! 2!) = 15. With a go-on after each create: three orders
// of go-on, create, {go-on, begin, try}, join, each merged with two steps:
// 3 * C(8,2) = 84.
TEST_CASE("joined the other way round: 15 schedules, or 84", "[gallery]") {
  const Report report = run([] {
    std::counting_semaphore<2> permits{2};
    std::thread one{[&] { (void)permits.try_acquire(); }};
    std::thread other{[&] { (void)permits.try_acquire(); }};
    other.join();
    one.join();
  });
  CHECK(report.schedules == (sees_atomics ? 15 : 84));
}

TEST_CASE("a large program is not exhausted, and says so", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    const auto work = [&] {
      for (int i = 0; i < 20; ++i) const std::lock_guard lock{mutex};
    };
    std::thread one{work};
    std::thread other{work};
    std::thread third{work};
    one.join();
    other.join();
    third.join();
  });
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.schedules == 1000);
  CHECK_FALSE(report.exhausted);
}

namespace {

void two_locks() {
  std::mutex left;
  std::mutex right;
  std::thread other{[&] {
    const std::lock_guard first{left};
    const std::lock_guard second{right};
  }};
  {
    const std::lock_guard first{right};
    const std::lock_guard second{left};
  }
  other.join();
}

/// The value of EXPLORER_REPLAY in a report.
std::string replay_in(const std::string& text) {
  const std::string mark = "EXPLORER_REPLAY=";
  const std::size_t start = text.find(mark) + mark.size();
  return text.substr(start, text.find(' ', start) - start);
}

}  // namespace

TEST_CASE("a report's schedule can be replayed", "[gallery]") {
  const Report found = run(two_locks);
  REQUIRE(found.verdict == Verdict::deadlock);
  ::setenv("EXPLORER_REPLAY", replay_in(found.text).c_str(), 1);
  const Report again = run(two_locks);
  ::unsetenv("EXPLORER_REPLAY");
  CHECK(again.verdict == Verdict::deadlock);
  CHECK(again.schedules == 1);
  CHECK(again.sentence == found.sentence);
  CHECK(replay_in(again.text) == replay_in(found.text));
}

TEST_CASE("the same seed, the same report", "[gallery]") {
  CHECK(run(two_locks).text == run(two_locks).text);
}

TEST_CASE("the command to replay has the case's name", "[gallery]") {
  explorer::set_case_name("two locks");
  CHECK(run(two_locks).text.find("\"two locks\"") != std::string::npos);
  explorer::set_case_name("");
}

TEST_CASE("a trace is at most 80 columns wide", "[gallery]") {
  const std::string text = run(two_locks).text;
  std::size_t width = 0;
  for (const char byte : text.substr(0, text.find("EXPLORER_REPLAY"))) {
    if (byte == '\n') {
      CHECK(width <= 80);
      width = 0;
    } else if ((byte & 0xC0) != 0x80) {
      ++width;
    }
  }
}

TEST_CASE("a failing schedule is shrunk to its switches", "[gallery]") {
  const Report report = run([] {
    std::mutex left;
    std::mutex right;
    const auto noise = [&] {
      for (int i = 0; i < 5; ++i) const std::lock_guard lock{left};
    };
    std::thread other{[&] {
      noise();
      const std::lock_guard first{left};
      const std::lock_guard second{right};
    }};
    noise();
    {
      const std::lock_guard first{right};
      const std::lock_guard second{left};
    }
    other.join();
  });
  REQUIRE(report.verdict == Verdict::deadlock);
  // Three turns: one has its first lock, the other meets it there.
  const std::string replay = replay_in(report.text);
  CHECK(std::count(replay.begin(), replay.end(), ',') <= 2);
}

TEST_CASE("EXPLORER_SCHEDULES and EXPLORER_SEED are heard", "[gallery]") {
  ::setenv("EXPLORER_SCHEDULES", "50", 1);
  ::setenv("EXPLORER_SEED", "7", 1);
  const Report report = run([] {
    std::mutex mutex;
    const auto work = [&] {
      for (int i = 0; i < 9; ++i) const std::lock_guard lock{mutex};
    };
    std::thread one{work};
    std::thread other{work};
    one.join();
    other.join();
  });
  ::unsetenv("EXPLORER_SCHEDULES");
  ::unsetenv("EXPLORER_SEED");
  CHECK(report.schedules == 50);
  CHECK(report.seed == 7);
}
