#include "screen/text.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

namespace program {
namespace {

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

// The first `count` characters of the text.
std::string first_columns(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size()) {
    if (begins_character(text[end]) && count-- == 0) break;
    ++end;
  }
  return std::string{text.substr(0, end)};
}

std::string printable(std::string_view line) {
  std::string result;
  for (const char byte : line) {
    if (byte == '\t') {
      result.append(8 - columns(result) % 8, ' ');
    } else if (static_cast<unsigned char>(byte) >= ' ' && byte != '\x7f') {
      result += byte;
    }
  }
  return result;
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), begins_character));
}

TextLine trimmed(TextLine line, std::size_t width) {
  std::size_t total = 0;
  for (const Span& span : line) total += columns(span.text);
  if (total <= width) return line;

  TextLine result;
  std::size_t left = width > 0 ? width - 1 : 0;
  for (Span& span : line) {
    const std::size_t size = std::min(left, columns(span.text));
    result.push_back({first_columns(span.text, size), span.style});
    left -= size;
  }
  if (width > 0) result.push_back({"…", Style::faint});
  return result;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result.push_back(printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

Page wrapped(std::string_view text, std::size_t width, Style style) {
  Page page;
  std::istringstream words{std::string{text}};
  std::string line;
  for (std::string word; words >> word;) {
    if (!line.empty() && columns(line) + 1 + columns(word) > width) {
      page.push_back({{std::exchange(line, ""), style}});
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) page.push_back({{line, style}});
  return page;
}

void append(Page& page, Page more) {
  std::move(more.begin(), more.end(), std::back_inserter(page));
}

}  // namespace program
