/// @file
/// A failing schedule as a page for a browser.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace program {

/// The text with each {{NAME}} replaced by its part; one that has no part
/// stays as it is.
[[nodiscard]] std::string filled(
    std::string_view text,
    const std::map<std::string, std::string, std::less<>>& parts);

/// The text as HTML has it.
[[nodiscard]] std::string as_html(std::string_view text);

/// JSON as a script element may have it: nothing in it ends the element.
[[nodiscard]] std::string inside_script(std::string_view json);

}  // namespace program
