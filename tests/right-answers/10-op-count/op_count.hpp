/// @file
/// A right answer of another design: nobody is told to stop. Every client
/// looks at the clock, counts for itself, and leaves its sum behind.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>
#include <thread>
#include <vector>

#include "locked_store.hpp"
#include "stateful_owner.hpp"

namespace workbook {

struct OpCountOptions {
  int readers = 100;
  int writers = 10;
  int keys = 5;
  std::chrono::nanoseconds pause = std::chrono::milliseconds{1};
  std::chrono::nanoseconds run_for = std::chrono::seconds{1};
  std::size_t reply_capacity = 1;
};

struct OpCounts {
  std::uint64_t reads = 0;
  std::uint64_t writes = 0;
};

/// Some threads that do the same until a point in time.
class Crew {
 public:
  Crew(int count, std::chrono::nanoseconds pause,
       std::chrono::steady_clock::time_point end,
       const std::function<void(std::mt19937&)>& operation)
      : done_(static_cast<std::size_t>(count)) {
    for (std::uint64_t& mine : done_) {
      threads_.emplace_back([&mine, pause, end, operation] {
        std::mt19937 random{std::random_device{}()};
        while (std::chrono::steady_clock::now() < end) {
          operation(random);
          ++mine;
          std::this_thread::sleep_until(
              std::min(end, std::chrono::steady_clock::now() + pause));
        }
      });
    }
  }

  std::uint64_t join() {
    for (std::thread& thread : threads_) thread.join();
    return std::accumulate(done_.begin(), done_.end(), std::uint64_t{0});
  }

 private:
  std::vector<std::uint64_t> done_;  // each is written by one thread only
  std::vector<std::thread> threads_;
};

template <class Store>
OpCounts count_on(Store& store, const OpCountOptions& options) {
  const auto end = std::chrono::steady_clock::now() + options.run_for;
  const auto any_key = [&](std::mt19937& random) {
    return std::uniform_int_distribution{0, options.keys - 1}(random);
  };
  Crew readers{options.readers, options.pause, end, [&](std::mt19937& random) {
                 static_cast<void>(store.read(any_key(random)));
               }};
  Crew writers{options.writers, options.pause, end, [&](std::mt19937& random) {
                 const int value = static_cast<int>(random() % 100);
                 store.write(any_key(random), value);
               }};
  std::this_thread::sleep_until(end);
  return {readers.join(), writers.join()};
}

inline OpCounts count_ops(const OpCountOptions& options) {
  StatefulOwner owner{options.reply_capacity};
  return count_on(owner, options);
}

inline OpCounts count_ops_locked(const OpCountOptions& options) {
  LockedStore store;
  return count_on(store, options);
}

}  // namespace workbook
