/// @file
/// How far a build is, as the build tool says.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace program {

/// What NINJA_STATUS has to be for BuildProgress to understand.
inline constexpr const char* build_status_format = "[%f/%t] ";

/// Reads the output of a build tool piece by piece.
class BuildProgress {
 public:
  /// Takes what the tool printed, `so_far` after its start. Returns how far
  /// the build is, as in "34 of 60, about a minute", when that is news.
  [[nodiscard]] std::optional<std::string> take(std::string_view output,
                                                std::chrono::seconds so_far);

 private:
  std::string unfinished_line_;
  std::string said_;
};

}  // namespace program
