/// @file
/// What a thread knows of the others, as far as C++ lets it rely on it.
#pragma once

#include <atomic>

#include "races/vector_clock.hpp"

namespace explorer::core {

using std::memory_order;

constexpr bool acquires(memory_order order) noexcept {
  return order != memory_order::relaxed && order != memory_order::release;
}

constexpr bool releases(memory_order order) noexcept {
  return order == memory_order::release || order == memory_order::acq_rel ||
         order == memory_order::seq_cst;
}

/// The vector clocks of one thread: what happens before its next step, and
/// what its fences make of that.
struct ThreadClocks {
  VectorClock clock;          ///< What happens before its next step.
  VectorClock relaxed_loads;  ///< Seen; an acquire fence makes it known.
  VectorClock release_fence;  ///< What a relaxed store passes on.
  VectorClock seen;           ///< What it has heard of in any way at all.
  VectorClock settled;        ///< What settle() has waited for, and what was
                              ///< done before time passed. Nothing orders it,
                              ///< but no older value is read any more.

  void clear() noexcept {
    clock.clear();
    relaxed_loads.clear();
    release_fence.clear();
    seen.clear();
    settled.clear();
  }
};

/// A step of a thread, as a vector clock may cover it (FastTrack's epoch).
struct Epoch {
  int thread = -1;  ///< Nobody's, and known to all.
  std::uint32_t clock = 0;
  std::uint32_t sc = 0;  ///< Its number among the thread's seq_cst steps.

  [[nodiscard]] bool is_known(const VectorClock& by) const noexcept {
    return thread < 0 || clock <= by.of(thread);
  }
};

}  // namespace explorer::core
