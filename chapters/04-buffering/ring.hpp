/// @file
/// Chapter 4: the values that a channel keeps.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "todo.hpp"

namespace workbook {

/// A ring of at most `capacity` values, first in, first out. It allocates
/// once, when it is made. A move of a T that throws leaves it as it was.
template <class T>
class Ring {
 public:
  explicit Ring([[maybe_unused]] std::size_t capacity) {
    todo("04: Ring", "task 1");
  }

  [[nodiscard]] std::size_t size() const noexcept {
    todo("04: Ring::size", "task 1");
  }
  [[nodiscard]] bool empty() const noexcept {
    todo("04: Ring::empty", "task 1");
  }
  [[nodiscard]] bool full() const noexcept { todo("04: Ring::full", "task 1"); }

  /// Puts `value` last. There must be room.
  void push([[maybe_unused]] T&& value) { todo("04: Ring::push", "task 1"); }

  /// Moves the oldest value into `result`. There must be one.
  void pop_into([[maybe_unused]] std::optional<T>& result) {
    todo("04: Ring::pop_into", "task 1");
  }

 private:
  // Yours. A T may have no default, so a slot without a value is an empty
  // optional; a vector makes that many of them without moving one:
  //   std::vector<std::optional<T>> slots_;
};

}  // namespace workbook
