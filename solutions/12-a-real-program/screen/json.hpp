/// @file
/// Verdicts for editors.
#pragma once

#include <string>
#include <string_view>

#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// The text as a JSON string, with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

/// The verdict as one JSON object on one line.
[[nodiscard]] std::string as_json(const Verdict& verdict,
                                  const Chapter& chapter);

}  // namespace program
