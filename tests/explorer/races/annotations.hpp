/// @file
/// What a program says about itself to the thread sanitizer.
#pragma once

#include <cstddef>

namespace explorer::core {

/// Whether the program has asked not to be told of races by the calling
/// thread's reads, or writes, or on this memory.
[[nodiscard]] bool may_race(const void* address, bool write) noexcept;

}  // namespace explorer::core
