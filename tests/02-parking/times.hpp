/// @file
/// Points in time that are nowhere near.
#pragma once

#include <chrono>

namespace workbook_tests {

inline constexpr auto never = std::chrono::steady_clock::time_point::max();
inline constexpr auto long_ago = std::chrono::steady_clock::time_point::min();

}  // namespace workbook_tests
