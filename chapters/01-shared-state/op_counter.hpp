/// @file
/// Chapter 1: counting from many threads without a lock.
#pragma once

#include <atomic>
#include <cstdint>

#include "todo.hpp"

namespace workbook {

/// Counts what many threads do. Never waits.
class OpCounter {
 public:
  /// Adds `n` in one indivisible step. Any thread may call it at any time.
  void add([[maybe_unused]] std::uint64_t n = 1) noexcept {
    todo("01: OpCounter::add", "task 2");
  }

  /// The count so far; threads that are still adding make it stale at once.
  [[nodiscard]] std::uint64_t value() const noexcept {
    todo("01: OpCounter::value", "task 2");
  }

 private:
  // Yours: the count.
};

}  // namespace workbook
