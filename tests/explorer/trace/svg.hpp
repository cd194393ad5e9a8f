/// @file
/// The trace as a picture for a page.
#pragma once

#include <string>

#include "trace/trace.hpp"

namespace explorer::core {

/// For light and dark pages, as the reader's system prefers; with a title
/// and a description for those who do not see it.
std::string draw_svg(const Trace& trace, const std::string& sentence);

}  // namespace explorer::core
