// What malloc and operator new both call.
#pragma once
#include <cstddef>

namespace explorer::core {

/// A block of the explorer's memory where a thread of the test calls, or else
/// the C library's. Null where there is none left.
void* allocate(std::size_t size, std::size_t alignment, const void* caller);

/// Takes back what allocate() gave; null is nothing.
void deallocate(void* block, const void* caller) noexcept;

}  // namespace explorer::core
