/// @file
/// What C++20 lets a tiny program do, worked out from the text of the standard
/// alone: every execution is written down whole, and kept if no rule forbids
/// it. Shares nothing with the explorer, which is held against it.
#pragma once

#include <atomic>
#include <set>
#include <vector>

namespace axioms {

/// A step of a thread; the variables are 0 and 1, both 0 at first.
struct Step {
  enum class Kind { load, store, exchange, compare_exchange, fence };
  Kind kind = Kind::load;
  int variable = 0;
  std::memory_order order = std::memory_order_seq_cst;
  std::memory_order failure = std::memory_order_seq_cst;
  int expected = 0;  ///< By a compare_exchange.
  int value = 0;     ///< What it stores; no two steps store the same.
};

using Program = std::vector<std::vector<Step>>;

/// What each step read, thread by thread (0 if it does not), and the last
/// values of both variables.
using Readings = std::vector<int>;

/// All outcomes, but for those in which a thread reads what is stored only
/// after it in any order of the steps.
std::set<Readings> outcomes(const Program& program);

}  // namespace axioms
