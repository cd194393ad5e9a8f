/// @file
/// One execution of a tiny program, and whether C++20 allows it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <vector>

namespace axioms {

/// What a step did. The first two are the initial values.
struct Event {
  int thread = -1;  // nobody's: an initial value
  int variable = -1;
  bool reads = false;
  bool writes = false;
  bool fence = false;
  std::memory_order order = std::memory_order_relaxed;
  int value = 0;
};

/// Which step read from which, and in which order the stores to a variable
/// follow each other.
struct Execution {
  std::vector<Event> events;
  std::vector<std::size_t> source;  ///< Of each that reads.
  std::array<std::vector<std::size_t>, 2> modification;

  /// No step reads what is stored only after it in any order of the steps.
  [[nodiscard]] bool has_an_order() const;

  /// It breaks none of the rules of [intro.races] and [atomics.order].
  [[nodiscard]] bool is_allowed() const;
};

}  // namespace axioms
