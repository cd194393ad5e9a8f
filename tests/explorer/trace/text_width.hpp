/// @file
/// Text in columns of a terminal.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace explorer::core {

/// Bytes that continue a character of UTF-8 take no column.
inline bool takes_column(char byte) noexcept { return (byte & 0xC0) != 0x80; }

inline std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, takes_column));
}

/// The text, or as much of it as fits before an ellipsis.
inline std::string cut(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  if (width == 0) return "";
  std::string shorter;
  std::size_t taken = 0;
  for (const char it : text) {
    if (takes_column(it) && ++taken == width) break;
    shorter += it;
  }
  return shorter + "…";
}

/// The text in lines of at most that width, broken between words.
inline std::vector<std::string> wrap(const std::string& text,
                                     std::size_t width) {
  std::vector<std::string> lines{""};
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (width_of(line) + 1 + width_of(word) <= width) {
      line += ' ' + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

}  // namespace explorer::core
