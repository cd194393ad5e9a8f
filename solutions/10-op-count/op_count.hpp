/// @file
/// Chapter 10: many threads ask one owner, and count what they managed.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

#include "locked_store.hpp"
#include "op_counter.hpp"
#include "parker.hpp"
#include "stateful_owner.hpp"

namespace workbook {

/// What count_ops() runs.
struct OpCountOptions {
  int readers = 100;  ///< Threads that read; at least 0.
  int writers = 10;   ///< Threads that write; at least 0.
  int keys = 5;       ///< Keys are 0 … keys - 1; at least 1.
  /// How long each thread rests after an operation.
  std::chrono::nanoseconds pause = std::chrono::milliseconds{1};
  /// How long the threads go on.
  std::chrono::nanoseconds run_for = std::chrono::seconds{1};
  std::size_t reply_capacity = 1;  ///< Of reply channels; 0 as in Go's.
};

/// How many operations were completed.
struct OpCounts {
  std::uint64_t reads = 0;
  std::uint64_t writes = 0;
};

/// State that threads read and write: a StatefulOwner or a LockedStore.
template <class T>
concept Store = requires(T& store, int key, int value) {
  { store.read(key) } -> std::convertible_to<int>;
  store.write(key, value);
};

/// Threads that repeat an operation, with a rest in between, until stopped.
class Clients {
 public:
  explicit Clients(std::chrono::nanoseconds pause) : pause_(pause) {}

  /// Starts `count` threads. Each calls `operation` with a random generator
  /// of its own, again and again.
  template <std::invocable<std::minstd_rand&> Operation>
  void start(int count, Operation operation) {
    for (int i = 0; i < count; ++i) {
      const auto seed = static_cast<unsigned>(threads_.size()) + 1;
      threads_.emplace_back([operation, seed, this](std::stop_token stop) {
        repeat(operation, seed, stop);
      });
    }
  }

  /// Lets every thread finish the operation it is in, and joins them all.
  void stop() {
    // All are told before the first is waited for.
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
  }

 private:
  template <class Operation>
  void repeat(Operation& operation, unsigned seed, std::stop_token stop) const {
    std::minstd_rand random{seed};
    Parker rest;
    std::stop_callback end_rest{stop, [&rest] { rest.unpark(); }};
    while (!stop.stop_requested()) {
      operation(random);
      const auto rested = std::chrono::steady_clock::now() + pause_;
      if (rest.park_until(rested)) return;
    }
  }

  const std::chrono::nanoseconds pause_;
  std::vector<std::jthread> threads_;
};

/// Runs readers and writers against `store` and counts what they complete.
/// Every thread is joined when this returns. Throws std::logic_error if not
/// every operation that was begun was completed.
template <Store S>
OpCounts count_ops_on(S& store, const OpCountOptions& options) {
  OpCounter begun;
  OpCounter reads;
  OpCounter writes;
  const auto draw = [](std::minstd_rand& random, int below) {
    return std::uniform_int_distribution{0, below - 1}(random);
  };
  Clients clients{options.pause};
  clients.start(options.readers, [&](std::minstd_rand& random) {
    begun.add();
    store.read(draw(random, options.keys));
    reads.add();
  });
  clients.start(options.writers, [&](std::minstd_rand& random) {
    begun.add();
    store.write(draw(random, options.keys), draw(random, 100));
    writes.add();
  });
  std::this_thread::sleep_for(options.run_for);
  clients.stop();
  if (reads.value() + writes.value() != begun.value()) {
    throw std::logic_error{"op count: not every request got its reply"};
  }
  return {reads.value(), writes.value()};
}

/// Counts the operations of `options.readers` and `options.writers` threads
/// that ask one StatefulOwner, for `options.run_for`.
inline OpCounts count_ops(const OpCountOptions& options) {
  StatefulOwner owner{options.reply_capacity};
  return count_ops_on(owner, options);
}

/// The same threads on a LockedStore: no owner, no channel, one mutex.
inline OpCounts count_ops_locked(const OpCountOptions& options) {
  LockedStore store;
  return count_ops_on(store, options);
}

}  // namespace workbook
