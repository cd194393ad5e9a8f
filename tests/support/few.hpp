/// @file
/// Fewer schedules than usual, for tests in which threads come one after the
/// other, so that little happens at once.
#pragma once

#include "explorer.hpp"

namespace workbook_tests {

inline constexpr explorer::Options few{.schedules = 200,
                                       .spurious_wakeups = true};
inline constexpr explorer::Options few_with_deadlines{
    .schedules = 200, .spurious_wakeups = true, .clock_may_wake = true};

/// For one thread alone: its schedules differ by nothing but what it draws.
inline constexpr explorer::Options very_few{.schedules = 50};

}  // namespace workbook_tests
