/// @file
/// Whether something takes more and more memory.
#pragma once

#include <algorithm>

#include "explorer.hpp"

namespace workbook_tests {

/// The least that is allocated after any of `rounds` calls of `work`. So what
/// is kept for a while, and then freed all at once, does not count.
template <class Work>
explorer::Allocations least_allocated(int rounds, const Work& work) {
  explorer::Allocations least;
  for (int round = 0; round < rounds; ++round) {
    work();
    const explorer::Allocations now = explorer::live_allocations();
    least.blocks = round == 0 ? now.blocks : std::min(least.blocks, now.blocks);
    least.bytes = round == 0 ? now.bytes : std::min(least.bytes, now.bytes);
  }
  return least;
}

/// Fails the schedule when `work`, which leaves everything as it was, takes
/// more memory the second `rounds` times than the first. No other thread may
/// be at work between its calls.
template <class Work>
void expect_no_more_memory(int rounds, const Work& work, const char* claim) {
  const explorer::Allocations before = least_allocated(rounds, work);
  const explorer::Allocations after = least_allocated(rounds, work);
  const bool more = after.blocks > before.blocks || after.bytes > before.bytes;
  if (more) explorer::expect_equal(after, before, claim);
}

}  // namespace workbook_tests
