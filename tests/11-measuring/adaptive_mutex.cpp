// The fast mutex where threads meet at it, and where they sleep: a channel is
// locked for so short a time that its tests hardly get there.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <mutex>
#include <thread>

#include "adaptive_mutex.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using explorer::name;
using explorer::settle;
using explorer::start;
using workbook::AdaptiveMutex;

TEST_CASE("one thread at a time has the mutex", "[11][task4]") {
  explore([] {
    AdaptiveMutex mutex;
    name(mutex, "mutex");
    int visits = 0;
    const auto visit = [&] {
      const std::lock_guard lock{mutex};
      ++visits;
    };
    {
      const std::jthread first = start("first", visit);
      const std::jthread second = start("second", visit);
      const std::jthread third = start("third", visit);
    }
    expect_equal(visits, 3, "every visit counts");
  });
}

TEST_CASE("a mutex that is locked is not locked again", "[11][task4]") {
  explore([] {
    AdaptiveMutex mutex;
    name(mutex, "mutex");
    expect(mutex.try_lock(), "try_lock is true: nobody has the mutex");
    const std::jthread other = start("other", [&] {
      expect(!mutex.try_lock(),
             "try_lock is false: another thread has the mutex");
    });
    settle();
    mutex.unlock();
    expect(mutex.try_lock(), "try_lock is true: nobody has the mutex any more");
    mutex.unlock();
  });
}

TEST_CASE("a sleeper at the mutex goes on when it is free", "[11][task4]") {
  explore([] {
    AdaptiveMutex mutex;
    name(mutex, "mutex");
    std::atomic<bool> entered{false};
    mutex.lock();
    const std::jthread sleeper = start("sleeper", [&] {
      const std::lock_guard lock{mutex};
      entered = true;
    });
    settle();
    expect(!entered, "the thread waits: the mutex is locked");
    mutex.unlock();
    settle();
    expect(entered, "the thread has entered: the mutex is free");
  });
}

TEST_CASE("of two sleepers at the mutex both go on", "[11][task4]") {
  explore([] {
    AdaptiveMutex mutex;
    name(mutex, "mutex");
    std::atomic<int> entered{0};
    const auto enter = [&] {
      const std::lock_guard lock{mutex};
      ++entered;
    };
    mutex.lock();
    const std::jthread first = start("first", enter);
    settle();
    const std::jthread second = start("second", enter);
    settle();
    expect_equal(entered, 0, "the thread waits: the mutex is locked");
    mutex.unlock();
    settle();
    expect_equal(entered, 2, "one after the other");
  });
}
