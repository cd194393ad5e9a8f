/// @file
/// The heap of an instrumented body: no address is used twice in a schedule,
/// unless it is one with surprises.
#pragma once

#include <cstddef>
#include <cstdint>

namespace explorer::core {

enum class HeapState : std::uint8_t {
  foreign = 0,  ///< Not of this heap.
  used,
  unchecked,  ///< Used by code that is not instrumented, such as libstdc++.so,
              ///< which orders its accesses by means that we do not see.
  freed,
};

[[nodiscard]] HeapState heap_state(const void* address) noexcept;

/// Memory for the calling, controlled thread. Null when there is none.
void* take_memory(std::size_t size, std::size_t alignment,
                  const void* caller) noexcept;

[[nodiscard]] bool is_our_memory(const void* address) noexcept;
[[nodiscard]] std::size_t memory_size(const void* block) noexcept;

/// Gives the block back. The memory stays as it is until it is used again, or
/// the schedule ends, so that a later use of it is found out.
void give_back(void* block, const void* caller) noexcept;

/// A schedule begins: what is above the last block in use is free again. So
/// each schedule sees the same addresses, in the order of allocation.
void reuse_heap() noexcept;

}  // namespace explorer::core
