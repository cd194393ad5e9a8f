// Right programs: none of them may fail, in any schedule.

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

TEST_CASE("thread_local objects are destroyed before the join", "[gallery]") {
  struct Counts {
    std::mutex* mutex = nullptr;
    int* count = nullptr;
    ~Counts() {
      if (mutex == nullptr) return;
      const std::lock_guard lock{*mutex};
      ++*count;
    }
  };
  must_pass([] {
    std::mutex mutex;
    int count = 0;
    {
      const auto use = [&] {
        thread_local Counts local;
        local.mutex = &mutex;
        local.count = &count;
      };
      std::jthread one{use};
      std::jthread other{use};
    }
    expect(count == 2, "both destroyed");
  });
}

TEST_CASE("thread_local objects are fresh in every thread", "[gallery]") {
  must_pass([] {
    const auto use = [] {
      thread_local int count = 0;
      ++count;
      expect(count == 1, "fresh");
    };
    std::jthread one{use};
    std::jthread other{use};
  });
}

TEST_CASE("notify_all_at_thread_exit", "[gallery]") {
  must_pass([] {
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    std::jthread other{[&] {
      std::unique_lock lock{mutex};
      done = true;
      std::notify_all_at_thread_exit(changed, std::move(lock));
    }};
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return done; });
  });
}

TEST_CASE("shared ownership, the last one destroys", "[gallery]") {
  must_pass([] {
    auto shared = std::make_shared<std::map<int, std::string>>();
    (*shared)[1] = "one";
    std::weak_ptr<std::map<int, std::string>> weak = shared;
    {
      std::jthread one{[it = shared] { expect(it->size() == 1, "one"); }};
      std::jthread other{[it = std::move(shared)]() mutable { it.reset(); }};
    }
    expect(weak.expired(), "nobody left");
  });
}

TEST_CASE("exceptions thrown in turn, and across threads", "[gallery]") {
  must_pass([] {
    std::mutex mutex;
    std::exception_ptr thrown;
    std::jthread thrower{[&] {
      try {
        throw std::runtime_error{std::string(40, 'x')};
      } catch (...) {
        const std::lock_guard lock{mutex};
        thrown = std::current_exception();
      }
    }};
    try {
      throw std::logic_error{"mine"};
    } catch (const std::logic_error&) {
    }
    std::exception_ptr copy;
    {
      const std::lock_guard lock{mutex};
      copy = thrown;
    }
    try {
      if (copy) std::rethrow_exception(copy);
    } catch (const std::runtime_error& error) {
      expect(std::string{error.what()}.size() == 40, "its message");
    }
  });
}

namespace {

/// An exception that has memory of its own.
struct Detailed : std::exception {
  std::vector<int> details = std::vector<int>(20, 7);
};

}  // namespace

TEST_CASE("the last owner of an exception destroys it", "[gallery]") {
  must_pass([] {
    std::mutex mutex;
    std::exception_ptr shared = std::make_exception_ptr(Detailed{});
    const auto look = [&] {
      std::exception_ptr mine;
      {
        const std::lock_guard lock{mutex};
        mine = shared;
      }
      try {
        std::rethrow_exception(mine);
      } catch (const Detailed& error) {
        expect(error.details[3] == 7, "its details");
      }
    };
    std::jthread one{look};
    std::jthread other{look};
  });
  must_pass([] {
    auto thrown = std::make_exception_ptr(Detailed{});
    const auto look = [](std::exception_ptr mine) {
      try {
        std::rethrow_exception(std::move(mine));
      } catch (const Detailed& error) {
        expect(error.details[3] == 7, "its details");
      }
    };
    std::jthread one{look, thrown};
    std::jthread other{look, std::move(thrown)};
  });
}

TEST_CASE("containers handed over under a mutex", "[gallery]") {
  must_pass(
      [] {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::unique_ptr<std::string>> queue;
        std::unordered_map<int, std::vector<int>> seen;
        std::jthread producer{[&] {
          for (int i = 0; i < 2; ++i) {
            auto value = std::make_unique<std::string>(40, 'x');
            const std::lock_guard lock{mutex};
            queue.push_back(std::move(value));
            seen[i].push_back(i);
            changed.notify_one();
          }
        }};
        for (int i = 0; i < 2; ++i) {
          std::unique_lock lock{mutex};
          changed.wait(lock, [&] { return !queue.empty(); });
          const auto value = std::move(queue.front());
          queue.pop_front();
          seen[i].push_back(i);
          lock.unlock();
          expect(value->size() == 40, "a whole string");
        }
      },
      {.spurious_wakeups = true});
}

TEST_CASE("busy waits end, yielding or not", "[gallery]") {
  must_pass([] {
    std::atomic<bool> ready{false};
    int value = 0;
    std::jthread setter{[&] {
      value = 1;
      ready.store(true, std::memory_order_release);
    }};
    while (!ready.load(std::memory_order_acquire)) {
      if constexpr (!sees_atomics) std::this_thread::yield();
    }
    expect(value == 1, "what was published");
  });
}

TEST_CASE("a spin lock made of exchange", "[gallery]") {
  must_pass([] {
    std::atomic_flag taken;
    int count = 0;
    {
      const auto add = [&] {
        while (taken.test_and_set(std::memory_order_acquire)) {
          if constexpr (!sees_atomics) std::this_thread::yield();
        }
        ++count;
        taken.clear(std::memory_order_release);
      };
      std::jthread one{add};
      std::jthread other{add};
    }
    expect(count == 2, "both");
  });
}
