/// @file
/// Finds places in the reader's files that a text speaks of.
#pragma once

#include <optional>
#include <string_view>

#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// The last place of the form FILE:LINE in `text` whose file is one of the
/// reader's headers, of the newest chapter that is named, and says something:
/// no closing brace alone, and no more than that it called a test's line.
[[nodiscard]] std::optional<Location> last_place(std::string_view text,
                                                 const Project& project);

}  // namespace program
