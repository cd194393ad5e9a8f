/// @file
/// Which files a chapter's tests compile.
#pragma once

#include <string>
#include <vector>

#include "project/project.hpp"

namespace program {

/// What the tests of a chapter compile: the tests, what they include of the
/// reader's and of tests/support, and what that includes.
struct CompiledFiles {
  std::vector<fs::path> files;
  /// Names that are included and that the solutions have, but the reader has
  /// not: files that were deleted.
  std::vector<std::string> missing;
};

/// Follows the includes. Conditional ones count too.
[[nodiscard]] CompiledFiles compiled_files(const Project& project,
                                           const Chapter& chapter);

/// The file and all that it includes, as the solutions have it at the end of
/// chapter `last`: the newest version of each. Names that the solutions have
/// not are left out.
[[nodiscard]] std::vector<fs::path> with_what_it_needs(
    const Project& project, std::vector<fs::path> files, int last);

}  // namespace program
