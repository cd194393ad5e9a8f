/// @file
/// Counts the memory that a body's threads have allocated and not freed.
#pragma once

#include <cstddef>

#include "core/thread.hpp"
#include "explorer.hpp"
#include "process/limits.hpp"

namespace explorer::core {

/// Touched only by the thread that holds the token.
inline Allocations live;

/// Ends the schedule, where the thread is.
[[noreturn]] void fail_for_memory();

/// To be called after each allocation, and before memory is freed. What
/// threads outside of the body do is not counted.
inline void count_allocation(std::size_t bytes) noexcept {
  if (current == nullptr) return;
  ++live.blocks;
  live.bytes += static_cast<std::ptrdiff_t>(bytes);
  if (live.bytes > most_memory / impatience) fail_for_memory();
}

inline void count_release(std::size_t bytes) noexcept {
  if (current == nullptr) return;
  --live.blocks;
  live.bytes -= static_cast<std::ptrdiff_t>(bytes);
}

}  // namespace explorer::core
