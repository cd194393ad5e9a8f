/// @file
/// How long others may take.
#pragma once

#include <chrono>
#include <cstdlib>
#include <string>

#include "process/environment.hpp"
#include "process/run_child.hpp"
#include "project/project.hpp"

namespace program {

/// A build that takes longer has hung.
inline constexpr Limits build_limit{std::chrono::minutes{20}};

/// What one test case may use: 8 s of processor time, or what WORKBOOK_SECONDS
/// says; and by the clock three times that, for one that only sleeps. Throws
/// UserError when the variable is no number of seconds.
[[nodiscard]] inline Limits case_limits() {
  const auto limits = [](int seconds) {
    return Limits{std::chrono::seconds{3 * seconds},
                  std::chrono::seconds{seconds}};
  };
  const std::string text{environment("WORKBOOK_SECONDS")};
  if (text.empty()) return limits(8);
  const int seconds = std::atoi(text.c_str());
  if (seconds > 0) return limits(seconds);
  throw UserError{"WORKBOOK_SECONDS is a number of seconds, not '" + text +
                  "'"};
}

}  // namespace program
