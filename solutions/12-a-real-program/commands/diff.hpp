/// @file
/// The reader's files beside the solution.
#pragma once

#include <string_view>

#include "project/project.hpp"
#include "screen/text.hpp"

namespace program {

/// What `diff -u` printed, in colours.
[[nodiscard]] Page coloured_diff(std::string_view text);

/// What turns the reader's files into the solution of the chapter.
[[nodiscard]] Page difference(const Project& project, const Chapter& chapter);

}  // namespace program
