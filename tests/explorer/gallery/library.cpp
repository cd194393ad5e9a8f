// Right programs, each about a part of the library: none of them may fail.

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <semaphore>
#include <shared_mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "gallery/gallery.hpp"

using namespace gallery;

TEST_CASE("jthread, stop_token and condition_variable_any", "[gallery]") {
  must_pass([] {
    std::mutex mutex;
    std::condition_variable_any changed;
    int items = 0;
    int taken = 0;
    bool stopped = false;
    {
      std::jthread taker{[&](const std::stop_token& stop) {
        std::unique_lock lock{mutex};
        while (changed.wait(lock, stop, [&] { return items > 0; })) {
          --items;
          ++taken;
        }
        stopped = stop.stop_requested();
      }};
      {
        const std::lock_guard lock{mutex};
        ++items;
      }
      changed.notify_one();
    }
    expect(stopped && taken <= 1, "a taker that was stopped");
  });
}

TEST_CASE("a stop_callback runs once", "[gallery]") {
  must_pass([] {
    std::atomic<int> calls{0};
    {
      std::jthread waits{[&](std::stop_token stop) {
        std::stop_callback counts{stop, [&] { ++calls; }};
        while (!stop.stop_requested()) std::this_thread::yield();
      }};
    }
    expect(calls == 1, "one call");
  });
}

TEST_CASE("shared_mutex: a writer is alone", "[gallery]") {
  must_pass([] {
    std::shared_mutex mutex;
    int value = 0;
    {
      std::jthread writer{[&] {
        const std::unique_lock lock{mutex};
        value = 1;
        value = 2;
      }};
      const auto read = [&] {
        const std::shared_lock lock{mutex};
        expect(value != 1, "no half-done write");
      };
      std::jthread one{read};
      std::jthread other{read};
    }
    expect(value == 2, "the write");
  });
}

TEST_CASE("async, promise, future and packaged_task", "[gallery]") {
  must_pass([] {
    auto answer = std::async(std::launch::async, [] { return 6 * 7; });
    std::promise<int> promise;
    auto passed_on = promise.get_future();
    std::jthread passes_on{[&] { promise.set_value(answer.get()); }};
    expect(passed_on.wait_for(10s) == std::future_status::ready, "no delay");
    expect(passed_on.get() == 42, "the answer");

    std::packaged_task<int()> task{
        []() -> int { throw std::runtime_error{"thrown across"}; }};
    auto failed = task.get_future();
    std::jthread runs{std::move(task)};
    try {
      failed.get();
      expect(false, "an exception");
    } catch (const std::runtime_error& error) {
      expect(std::string{error.what()} == "thrown across", "that exception");
    }
  });
}

TEST_CASE("latch and barrier", "[gallery]") {
  must_pass([] {
    std::latch all_here{3};
    std::atomic<int> here{0};
    const auto arrive = [&] {
      ++here;
      all_here.arrive_and_wait();
      expect(here == 3, "all three");
    };
    std::jthread one{arrive};
    std::jthread other{arrive};
    arrive();
  });
  must_pass([] {
    int phases = 0;
    const auto count = [&]() noexcept { ++phases; };
    std::barrier barrier{2, count};
    const auto twice = [&] {
      barrier.arrive_and_wait();
      barrier.arrive_and_wait();
    };
    {
      std::jthread other{twice};
      twice();
    }
    expect(phases == 2, "two phases");
  });
}

TEST_CASE("semaphores", "[gallery]") {
  must_pass(
      [] {
        std::counting_semaphore<3> permits{1};
        int guarded = 0;
        {
          const auto count = [&] {
            permits.acquire();
            ++guarded;
            permits.release();
          };
          std::jthread one{count};
          std::jthread other{count};
          count();
        }
        expect(guarded == 3, "three counts");
        std::binary_semaphore empty{0};
        expect(!empty.try_acquire_for(1h), "nothing to acquire");
      },
      {.clock_may_wake = true});
}

TEST_CASE("call_once and static locals", "[gallery]") {
  must_pass([] {
    std::once_flag once;
    int calls = 0;
    const auto call = [&] {
      std::call_once(once, [&] { ++calls; });
      expect(calls == 1, "one call, finished");
      static const std::string made_once = "made once";
      expect(made_once.size() == 9, "the string");
    };
    std::jthread one{call};
    std::jthread other{call};
  });
}

TEST_CASE("call_once tries again after an exception", "[gallery]") {
  must_pass([] {
    std::once_flag once;
    std::atomic<int> tries{0};
    const auto call = [&] {
      try {
        std::call_once(once, [&] {
          if (++tries == 1) throw std::runtime_error{"not yet"};
        });
      } catch (const std::runtime_error&) {
      }
    };
    {
      std::jthread one{call};
      std::jthread other{call};
    }
    expect(tries == 2, "a second try");
  });
}

TEST_CASE("recursive and timed mutexes, and scoped_lock", "[gallery]") {
  must_pass(
      [] {
        std::recursive_mutex recursive;
        const std::lock_guard once{recursive};
        const std::lock_guard twice{recursive};
        std::timed_mutex timed;
        timed.lock();
        bool locked = true;
        {
          std::jthread other{[&] { locked = timed.try_lock_for(50ms); }};
        }
        timed.unlock();
        expect(!locked, "a lock that gave up");
      },
      {.clock_may_wake = true});
  must_pass([] {
    std::mutex left;
    std::mutex right;
    int count = 0;
    std::jthread one{[&] {
      const std::scoped_lock lock{left, right};
      ++count;
    }};
    std::jthread other{[&] {
      const std::scoped_lock lock{right, left};
      ++count;
    }};
  });
}

TEST_CASE("atomic waits of every width", "[gallery]") {
  must_pass([] {
    std::atomic<int> word{0};
    std::atomic<long> wide{0};
    std::atomic<bool> narrow{false};
    std::atomic_flag flag;
    std::jthread setter{[&] {
      word = 1;
      word.notify_all();
      wide = 1;
      wide.notify_one();
      narrow = true;
      narrow.notify_one();
      flag.test_and_set();
      flag.notify_all();
    }};
    word.wait(0);
    wide.wait(0);
    narrow.wait(false);
    flag.wait(false);
    expect(word == 1 && wide == 1 && narrow, "all set");
  });
}
