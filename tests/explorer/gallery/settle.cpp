// Which thread waits first: settle().

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

TEST_CASE("settle: the others wait, in the order in which they came",
          "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::condition_variable changed;
    int waiting = 0;
    int turn = 0;
    const auto wait_for_turn = [&](int mine) {
      std::unique_lock lock{mutex};
      expect(waiting == mine - 1, "to come in order");
      ++waiting;
      changed.wait(lock, [&] { return turn == mine; });
      ++turn;
      changed.notify_all();
    };
    std::jthread first{[&] { wait_for_turn(1); }};
    explorer::settle();
    std::jthread second{[&] { wait_for_turn(2); }};
    explorer::settle();
    const std::lock_guard lock{mutex};
    expect(waiting == 2, "both to wait");
    turn = 1;
    changed.notify_all();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("settle: no deadline passes meanwhile", "[gallery]") {
  const Report report = run(
      [] {
        const auto start = std::chrono::steady_clock::now();
        std::jthread sleeper{[] { std::this_thread::sleep_for(1h); }};
        explorer::settle();
        expect(std::chrono::steady_clock::now() == start, "no time to pass");
      },
      {.clock_may_wake = true});
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("settle: a thread that spins waits in all but name", "[gallery]") {
  const Report report = run([] {
    std::atomic<bool> stop{false};
    std::jthread spinner{[&] {
      while (!stop) std::this_thread::yield();
    }};
    explorer::settle();
    stop = true;
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("settle: a long look before an act is not the end", "[gallery]") {
  const Report report = run([] {
    std::atomic<bool> stop{false};
    std::atomic<bool> acted{false};
    std::jthread thread{[&] {
      for (int i = 0; i < 300 && !stop; ++i) std::this_thread::yield();
      acted = true;
    }};
    explorer::settle();
    expect(acted, "the thread to have acted");
    stop = true;
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}
