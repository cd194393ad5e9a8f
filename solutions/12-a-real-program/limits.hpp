/// @file
/// How long others may take.
#pragma once

#include <chrono>
#include <cstdlib>
#include <string>

#include "process/environment.hpp"
#include "project/project.hpp"

namespace program {

/// A build that takes longer has hung.
inline constexpr std::chrono::seconds build_limit = std::chrono::minutes{20};

/// The time limit of one test case: 60 s, or what WORKBOOK_SECONDS says.
/// Throws UserError when that is no number of seconds.
[[nodiscard]] inline std::chrono::seconds case_limit() {
  const std::string text{environment("WORKBOOK_SECONDS")};
  if (text.empty()) return std::chrono::seconds{60};
  const int seconds = std::atoi(text.c_str());
  if (seconds > 0) return std::chrono::seconds{seconds};
  throw UserError{"WORKBOOK_SECONDS is a number of seconds, not '" + text +
                  "'"};
}

}  // namespace program
