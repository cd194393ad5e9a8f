/// @file
/// Fewer schedules than usual, for tests in which threads come one after the
/// other, so that little happens at once.
#pragma once

#include "explorer.hpp"

namespace workbook_tests {

inline constexpr explorer::Options few{.schedules = 200};

}  // namespace workbook_tests
