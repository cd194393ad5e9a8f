// Wrong programs: memory that is shared without order.

#include "gallery/gallery.hpp"

#ifdef GALLERY_SEES_ATOMICS

#include <atomic>
#include <mutex>
#include <thread>

using namespace gallery;

TEST_CASE("a plain counter of two threads is a data race", "[gallery]") {
  const Report report = run([] {
    int count = 0;
    explorer::name(count, "count");
    std::jthread one{[&] { ++count; }};
    std::jthread other{[&] { ++count; }};
  });
  CHECK(report.verdict == Verdict::data_race);
  CHECK(report.text.find("write count") != std::string::npos);
}

TEST_CASE("a relaxed store publishes nothing", "[gallery]") {
  const Report report = run([] {
    int data = 0;
    std::atomic<bool> ready{false};
    std::jthread writer{[&] {
      data = 42;
      ready.store(true, std::memory_order_relaxed);
    }};
    while (!ready.load(std::memory_order_acquire)) std::this_thread::yield();
    expect(data == 42, "what was published");
  });
  CHECK(report.verdict == Verdict::data_race);
}

// join() is compiled into the library, without instrumentation.
TEST_CASE("a thread is joined while another one looks at it", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::thread worker{[] {}};
    const auto stop = [&] {
      if (!worker.joinable()) return;
      const std::lock_guard lock{mutex};
      if (worker.joinable()) worker.join();
    };
    std::jthread one{stop};
    std::jthread other{stop};
  });
  CHECK(report.verdict == Verdict::data_race);
}

// Clang does not tell the run-time functions that an exchange is weak.
TEST_CASE("a weak exchange fails for no reason", FOUND_WITH_GCC) {
  const auto body = [](bool again) {
    std::atomic<bool> taken{false};
    const auto take = [&] {
      bool was_taken = false;
      while (!taken.compare_exchange_weak(was_taken, true)) {
        if (was_taken || !again) return false;
      }
      return true;
    };
    bool first = false;
    std::thread other{[&] { first = take(); }};
    const bool second = take();
    other.join();
    expect(first != second, "one of them takes it");
  };
  const Options options{.spurious_wakeups = true};
  const Report report = run([&] { body(false); }, options);
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("weak exchange fails for no reason") !=
        std::string::npos);
  must_pass([&] { body(true); }, options);
}

TEST_CASE("look, then take, sells a ticket twice", "[gallery]") {
  const Report report = run([] {
    std::atomic<int> tickets{1};
    std::atomic<int> sold{0};
    const auto buy = [&] {
      if (tickets.load() == 0) return;
      tickets.fetch_sub(1);
      ++sold;
    };
    {
      std::jthread one{buy};
      std::jthread other{buy};
    }
    expect(sold == 1, "one ticket, sold once");
  });
  CHECK(report.verdict == Verdict::expectation_failed);
}

TEST_CASE("n = n + 1 on an atomic loses updates", "[gallery]") {
  const Report report = run([] {
    std::atomic<int> n{0};
    {
      std::jthread one{[&] { n = n + 1; }};
      std::jthread other{[&] { n = n + 1; }};
    }
    expect(n == 2, "both updates");
  });
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.schedules <= 50);
}

#endif
