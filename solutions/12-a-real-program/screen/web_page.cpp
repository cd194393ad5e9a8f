#include "screen/web_page.hpp"

namespace program {

std::string filled(
    std::string_view text,
    const std::map<std::string, std::string, std::less<>>& parts) {
  std::string result;
  for (;;) {
    const auto start = text.find("{{");
    const auto end = text.find("}}", start);
    if (end == std::string_view::npos) return result += text;
    result += text.substr(0, start);
    const auto part = parts.find(text.substr(start + 2, end - start - 2));
    result += part == parts.end() ? text.substr(start, end + 2 - start)
                                  : std::string_view{part->second};
    text.remove_prefix(end + 2);
  }
}

std::string as_html(std::string_view text) {
  std::string result;
  for (const char byte : text) {
    switch (byte) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      default:
        result += byte;
    }
  }
  return result;
}

std::string inside_script(std::string_view json) {
  std::string result;
  for (const char byte : json) {
    if (byte == '<') {
      result += "\\u003c";
    } else {
      result += byte;
    }
  }
  return result;
}

}  // namespace program
