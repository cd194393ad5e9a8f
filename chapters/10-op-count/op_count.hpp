/// @file
/// Chapter 10: many threads ask one owner, and count what they managed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "locked_store.hpp"
#include "op_counter.hpp"
#include "stateful_owner.hpp"
#include "todo.hpp"

namespace workbook {

/// What count_ops() runs.
struct OpCountOptions {
  int readers = 100;  ///< Threads that read; at least 0.
  int writers = 10;   ///< Threads that write; at least 0.
  int keys = 5;       ///< Keys are 0 … keys - 1; at least 1.
  /// How long each thread rests after an operation; a hundred years at most.
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

// Yours: what the two functions below have in common.

/// Counts the operations of `options.readers` and `options.writers` threads
/// that ask one StatefulOwner, for `options.run_for`.
/// Every thread is joined when this returns. Throws std::logic_error if not
/// every operation that was begun was completed.
inline OpCounts count_ops([[maybe_unused]] const OpCountOptions& options) {
  todo("10: count_ops", "task 1");
}

/// The same threads on a LockedStore: no owner, no channel, one mutex.
inline OpCounts count_ops_locked(
    [[maybe_unused]] const OpCountOptions& options) {
  todo("10: count_ops_locked", "task 2");
}

}  // namespace workbook
