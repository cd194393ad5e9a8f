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
/// more memory with every doubling of its calls: after half of `rounds`, after
/// `rounds`, after twice as many. What a thread allocates when it first waits
/// may come late, but not twice; a vector that doubles grows both times. No
/// other thread may be at work between the calls.
template <class Work>
void expect_no_more_memory(int rounds, const Work& work, const char* claim) {
  const auto more = [](const auto& now, const auto& before) {
    return now.blocks > before.blocks || now.bytes > before.bytes;
  };
  const int half = rounds / 2;
  const explorer::Allocations first = least_allocated(half, work);
  const explorer::Allocations second = least_allocated(rounds - half, work);
  const explorer::Allocations third = least_allocated(rounds, work);
  if (!more(second, first) || !more(third, second)) return;
  explorer::expect_equal(third, second, claim);
}

}  // namespace workbook_tests
