// Wrong programs: the ways in which a schedule can come to a bad end, and
// that none of them harms the next.

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

TEST_CASE("an exception out of the body", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable never;
    std::jthread waits{[&] {
      std::unique_lock lock{mutex};
      never.wait(lock);
    }};
    throw std::runtime_error{"no more"};  // and not a deadlock in ~jthread
  });
  CHECK(report.verdict == Verdict::exception);
  CHECK(report.sentence.find("no more") != std::string::npos);
}

TEST_CASE("an exception out of a thread", "[gallery]") {
  const Report report = run([] { std::jthread thrower{[] { throw 7; }}; });
  CHECK(report.verdict == Verdict::exception);
}

TEST_CASE("a mutex is unlocked by its owner", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    mutex.lock();
    std::jthread other{[&] { mutex.unlock(); }};
  });
  CHECK(report.verdict == Verdict::misuse);
}

TEST_CASE("a thread must be joined", "[gallery]") {
  CHECK(run([] { std::thread forgotten{[] {}}; }).verdict == Verdict::misuse);
}

TEST_CASE("a thread is joined once", "[gallery]") {
  const Report report = run([] {
    pthread_t handle{};
    const auto nothing = [](void* it) { return it; };
    pthread_create(&handle, nullptr, nothing, nullptr);
    const auto join = [handle] { pthread_join(handle, nullptr); };
    std::jthread one{join};
    std::jthread other{join};
  });
  CHECK(report.verdict == Verdict::misuse);
}

TEST_CASE("a thread must not outlive the body", "[gallery]") {
  const Report report = run([] {
    auto mutex = std::make_shared<std::mutex>();
    std::thread{[mutex] { const std::lock_guard lock{*mutex}; }}.detach();
  });
  CHECK(report.verdict == Verdict::left_running);
}

TEST_CASE("an abort is a crash", "[gallery]") {
  const Report report = run([] { std::abort(); });
  CHECK(report.verdict == Verdict::crash);
  CHECK(report.sentence.find("ends.cpp:") != std::string::npos);
}

TEST_CASE("a write to nowhere is a crash", "[gallery]") {
  const Report report = run([] {
    volatile int* volatile nowhere = nullptr;
    *nowhere = 1;
  });
  CHECK(report.verdict == Verdict::crash);
}

TEST_CASE("a stack that overflows is a crash", "[gallery]") {
  struct Deep {
    static int go(volatile int* depth) {
      volatile char frame[4096] = {};
      *depth = *depth + 1;
      const int below = *depth < 0 ? 0 : go(depth);  // never, in practice
      return frame[0] + below;
    }
  };
  const Report report = run([] {
    std::jthread digger{[] {
      volatile int depth = 0;
      Deep::go(&depth);
    }};
  });
  CHECK(report.verdict == Verdict::crash);
}

TEST_CASE("an exit in the middle is no pass", "[gallery]") {
  CHECK(run([] { ::_exit(0); }).verdict == Verdict::crash);
}

TEST_CASE("todo() leaves its message", "[gallery]") {
  const Report report = run([] {
    std::fputs("channel.hpp:41: task 2 is still to do\n", stderr);
    std::_Exit(3);
  });
  CHECK(report.verdict == Verdict::unfinished);
  CHECK(report.text.find("task 2 is still to do") != std::string::npos);
}

TEST_CASE("the failing schedule's output is shown, and no other", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    bool first = false;
    std::jthread other{[&] {
      const std::lock_guard lock{mutex};
      first = true;
    }};
    const std::lock_guard lock{mutex};
    std::puts("here I am");
    expect(!first, "to be first");
  });
  REQUIRE(report.verdict == Verdict::expectation_failed);
  const std::size_t at = report.text.find("here I am");
  REQUIRE(at != std::string::npos);
  CHECK(report.text.find("here I am", at + 1) == std::string::npos);
}

TEST_CASE("what cannot be controlled is named", "[gallery]") {
  const Report report = run([] {
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, nullptr, 2);
    std::jthread other{[&] { pthread_barrier_wait(&barrier); }};
    pthread_barrier_wait(&barrier);
  });
  CHECK(report.verdict == Verdict::uncontrolled);
  CHECK(report.sentence.find("pthread_barrier_wait") != std::string::npos);
}

TEST_CASE("a system call that waits is named", "[gallery][slow]") {
  const Report report = run([] {
    int ends[2];
    char byte = 0;
    if (::pipe(ends) != 0) return;
    std::jthread other{[&] { (void)!::write(ends[1], "x", 1); }};
    (void)!::read(ends[0], &byte, 1);
  });
  CHECK(report.verdict == Verdict::uncontrolled);
  CHECK(report.sentence.find("read") != std::string::npos);
}

TEST_CASE("threads that give way to each other without end are a livelock",
          "[gallery]") {
  const Report report = run([] {
    std::atomic<bool> never{false};
    const auto give_way = [&] {
      while (!never) std::this_thread::yield();
    };
    std::jthread one{give_way};
    std::jthread other{give_way};
  });
  CHECK(report.verdict == Verdict::livelock);
}

TEST_CASE("a busy wait that nobody can interrupt is told with its line",
          "[gallery][slow]") {
  const Report report = run([] {
    volatile bool stop = false;
    std::jthread spinner{[&] {
      explorer::name_thread("spinner");
      while (!stop) continue;
    }};
  });
  CHECK(report.verdict == Verdict::livelock);
  CHECK(report.sentence.find("spinner") != std::string::npos);
  CHECK(report.sentence.find("ends.cpp:") != std::string::npos);
}

TEST_CASE("a body that counts its own runs cannot be repeated", "[gallery]") {
  static int runs;
  runs = 0;
  const Report report = run([] {
    std::mutex mutex;
    std::jthread other{[&] { const std::lock_guard lock{mutex}; }};
    const std::lock_guard lock{mutex};
    expect(++runs != 3, "not the third time");
  });
  CHECK(report.verdict == Verdict::not_repeatable);
}

TEST_CASE("a static that is made once still fails repeatably", "[gallery]") {
  const Report report = run([] {
    static int made = 0;
    std::mutex mutex;
    bool other_first = false;
    std::jthread other{[&] {
      const std::lock_guard lock{mutex};
      other_first = true;
    }};
    ++made;
    const std::lock_guard lock{mutex};
    expect(!other_first, "to be first");
  });
  CHECK(report.verdict == Verdict::expectation_failed);
}

TEST_CASE("random numbers are the same when a schedule is run again",
          "[gallery]") {
  const Report report = run([] {
    thread_local std::mt19937 generator{std::random_device{}()};
    std::mutex mutex;
    bool other_first = false;
    std::jthread other{[&] {
      const std::lock_guard lock{mutex};
      other_first = true;
    }};
    if (generator() % 4 != 0) return;
    const std::lock_guard lock{mutex};
    expect(!other_first, "to be first");
  });
  CHECK(report.verdict == Verdict::expectation_failed);
}

TEST_CASE("after all this the next body passes", "[gallery]") {
  CHECK(run([] { std::jthread{[] {}}; }).verdict == Verdict::passed);
}
