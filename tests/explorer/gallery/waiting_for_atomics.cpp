// Wrong programs: threads that wait in vain for an atomic, or for a word.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

#ifdef GALLERY_SEES_ATOMICS

TEST_CASE("an atomic that changes without notice is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::atomic<int> turn{0};
    std::jthread other{[&] { turn = 1; }};
    turn.wait(0);
  });
  CHECK(report.verdict == Verdict::deadlock);
}

TEST_CASE("an atomic notified before it changes is a deadlock", "[gallery]") {
  const Report report = run([] {
    std::atomic<int> turn{0};
    std::jthread other{[&] {
      turn.notify_one();
      turn = 1;
    }};
    turn.wait(0);
  });
  CHECK(report.verdict == Verdict::deadlock);
}

TEST_CASE("a hundred looks may still miss the wake-up", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> ready{false};
    std::jthread sleeper{[&] {
      for (int look = 0; look < 100; ++look) {
        if (ready) return;
        std::this_thread::yield();
      }
      std::unique_lock lock{mutex};
      while (!ready) changed.wait(lock);
    }};
    ready = true;  // without the mutex: between the last look and the wait
    changed.notify_one();
  });
  CHECK(report.verdict == Verdict::deadlock);
}

#endif

TEST_CASE("the system may wake a thread that waits for a word for nothing",
          "[gallery]") {
  const auto body = [] {
    std::atomic<int> word{0};
    std::jthread other{[&] {
      word = 1;
      ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    }};
    ::syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
    expect(word == 1, "so it was woken");
  };
  CHECK(run(body).verdict == Verdict::expectation_failed);
  const Report report = run(body, {.spurious_wakeups = true});
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("wakes for no reason") != std::string::npos);
}
