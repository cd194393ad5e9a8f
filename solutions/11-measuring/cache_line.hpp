/// @file
/// Chapter 11: how far apart things lie that two cores write at a time.
#pragma once

#include <cstddef>

namespace workbook {

/// What a core takes from another one at a time, in bytes. Not the standard
/// library's constant: clang 14 lacks it, and GCC warns that it may change.
inline constexpr std::size_t cache_line = 64;

}  // namespace workbook
