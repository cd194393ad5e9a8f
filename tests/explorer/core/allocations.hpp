/// @file
/// Counts the memory that a body's threads have allocated and not freed.
#pragma once

#include <cstddef>

#include "core/thread.hpp"
#include "explorer.hpp"

namespace explorer::core {

/// Touched only by the thread that holds the token.
inline Allocations live;

/// To be called after each allocation, and before memory is freed. What
/// threads outside of the body do is not counted.
inline void count_allocation(std::size_t bytes) noexcept {
  if (current == nullptr) return;
  ++live.blocks;
  live.bytes += static_cast<std::ptrdiff_t>(bytes);
}

inline void count_release(std::size_t bytes) noexcept {
  if (current == nullptr) return;
  --live.blocks;
  live.bytes -= static_cast<std::ptrdiff_t>(bytes);
}

}  // namespace explorer::core
