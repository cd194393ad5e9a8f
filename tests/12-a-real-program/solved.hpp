/// @file
/// Small things that tests of the commands share.
#pragma once

#include <string>

namespace tests {

[[nodiscard]] inline bool contains(const std::string& text,
                                   const std::string& part) {
  return text.find(part) != text.npos;
}

/// The tiny project's starter with everything filled in.
[[nodiscard]] inline std::string solved(std::string text) {
  while (contains(text, "todo(")) {
    const auto at = text.find("todo(");
    text.replace(at, text.find(';', at) - at, "lock()");
  }
  return text;
}

}  // namespace tests
