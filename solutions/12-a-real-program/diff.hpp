/// @file
/// The reader's files beside the solution.
#pragma once

#include "project.hpp"
#include "text.hpp"

namespace program {

/// What turns the reader's files into the solution of the chapter.
[[nodiscard]] Page difference(const Project& project, const Chapter& chapter);

}  // namespace program
