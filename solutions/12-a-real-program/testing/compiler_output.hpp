/// @file
/// What a build tool printed, and the one thing in it that matters.
#pragma once

#include <string_view>
#include <vector>

#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// The first error in the output of a failed build.
[[nodiscard]] BuildError first_error(std::string_view output,
                                     const Project& project);

/// The warnings about the reader's files in the output of a build, each once.
[[nodiscard]] std::vector<BuildError> warnings_in(std::string_view output,
                                                  const Project& project);

}  // namespace program
