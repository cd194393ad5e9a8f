// Wrong programs: threads that wait in vain, or not long enough, for a mutex, a
// condition or a semaphore.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <semaphore>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

#ifdef GALLERY_SEES_ATOMICS

TEST_CASE("a lost wake-up is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> ready{false};
    std::jthread sleeper{[&] {
      explorer::name_thread("sleeper");
      std::unique_lock lock{mutex};
      while (!ready) changed.wait(lock);
    }};
    ready = true;  // without the mutex: between the look and the wait
    changed.notify_one();
  });
  CHECK(report.verdict == Verdict::deadlock);
  CHECK(report.sentence.find("sleeper waits on C1") != std::string::npos);
  CHECK(report.sentence.find("waiting.cpp:") != std::string::npos);
  CHECK(report.text.find("notify_one C1 (nobody)") != std::string::npos);
  CHECK(report.text.find("EXPLORER_REPLAY=1:") != std::string::npos);
}

#endif

TEST_CASE("a notification before the change is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable changed;
    bool ready = false;
    std::jthread sleeper{[&] {
      std::unique_lock lock{mutex};
      changed.wait(lock, [&] { return ready; });
    }};
    changed.notify_one();
    const std::scoped_lock lock{mutex};
    ready = true;
  });
  CHECK(report.verdict == Verdict::deadlock);
}

TEST_CASE("two mutexes in opposite order are a deadlock", "[gallery]") {
  const Report report = run([] {
    std::mutex left;
    std::mutex right;
    explorer::name(left, "left");
    explorer::name(right, "right");
    std::jthread one{[&] {
      explorer::name_thread("one");
      const std::lock_guard first{left};
      const std::lock_guard second{right};
    }};
    explorer::name_thread("other");
    const std::lock_guard first{right};
    const std::lock_guard second{left};
  });
  CHECK(report.verdict == Verdict::deadlock);
  CHECK(report.sentence.find("one waits to lock right, which other "
                             "holds") != std::string::npos);
  CHECK(report.text.find("[lock left held by one]") != std::string::npos);
}

TEST_CASE("a mutex locked twice is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    mutex.lock();
    mutex.lock();
  });
  CHECK(report.verdict == Verdict::deadlock);
  CHECK(report.sentence.find("which it holds itself") != std::string::npos);
}

namespace {

/// A buffer for one value, with a mistake of your choice.
struct Slot {
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> values;

  void put(int value) {
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return values.empty(); });
    values.push(value);
    changed.notify_one();
  }

  void add(int value) {  // as many as you like
    const std::lock_guard lock{mutex};
    values.push(value);
    changed.notify_one();
  }

  void take() {
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return !values.empty(); });
    values.pop();
    changed.notify_one();
  }

  void take_without_loop() {
    std::unique_lock lock{mutex};
    if (values.empty()) changed.wait(lock);
    expect(!values.empty(), "a value to take");
    values.pop();
  }
};

}  // namespace

TEST_CASE("notify_one that wakes the wrong kind is a deadlock", "[gallery]") {
  const Report report = run([] {
    Slot slot;
    std::jthread takers[2];
    for (std::jthread& taker : takers)
      taker = std::jthread{[&] { slot.take(); }};
    std::jthread putter{[&] { slot.put(1); }};
    slot.put(2);
  });
  CHECK(report.verdict == Verdict::deadlock);
}

TEST_CASE("a wait without a loop takes what is not there", "[gallery]") {
  const Report report = run([] {
    Slot slot;
    std::jthread one{[&] { slot.take_without_loop(); }};
    std::jthread other{[&] { slot.take_without_loop(); }};
    slot.add(1);
    slot.add(2);
  });
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.sentence.find("a value to take") != std::string::npos);
}

TEST_CASE("a wait without a loop fails by a spurious wake-up", "[gallery]") {
  const auto body = [] {
    Slot slot;
    std::jthread taker{[&] { slot.take_without_loop(); }};
    slot.put(1);
  };
  CHECK(run(body).verdict == Verdict::expectation_failed);
  const Report report = run(body, {.spurious_wakeups = true});
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("wakes for no reason") != std::string::npos);
}

TEST_CASE("half of a semaphore each is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::counting_semaphore<2> permits{2};
    const auto take_both = [&] {
      permits.acquire();
      permits.acquire();
      permits.release(2);
    };
    std::jthread one{take_both};
    std::jthread other{take_both};
  });
  CHECK(report.verdict == Verdict::deadlock);
  CHECK(report.sentence.find("waits to acquire S1") != std::string::npos);
}

TEST_CASE("a release too few is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::counting_semaphore<3> done{0};
    std::jthread one{[&] { done.release(); }};
    std::jthread other{[&] {}};
    done.acquire();
    done.acquire();
  });
  CHECK(report.verdict == Verdict::deadlock);
}

TEST_CASE("a deadline that races needs a second look", "[gallery]") {
  const auto body = [] {
    std::mutex mutex;
    std::condition_variable changed;
    bool ready = false;
    std::jthread other{[&] {
      const std::lock_guard lock{mutex};
      ready = true;
      changed.notify_one();
    }};
    std::unique_lock lock{mutex};
    if (ready) return;
    const auto status = changed.wait_for(lock, 1s);
    expect(status == std::cv_status::no_timeout, "a notification");
  };
  CHECK(run(body).verdict == Verdict::passed);
  CHECK(run(body, {.deadlines_race = true}).verdict ==
        Verdict::expectation_failed);
}
