/// @file
/// Text with a style, made of lines: what is drawn and printed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// How some text is set off. What that looks like is the terminal's business.
enum class Style { plain, strong, faint, good, bad, mark };

/// Some text in one style.
struct Span {
  std::string text;
  Style style = Style::plain;
};

/// One line; no line feeds inside.
using TextLine = std::vector<Span>;

/// Lines one below the other.
using Page = std::vector<TextLine>;

/// How many columns the UTF-8 text takes; every character counts as one.
[[nodiscard]] std::size_t columns(std::string_view text);

/// The line, cut off with "…" where it has more than `width` columns.
[[nodiscard]] TextLine trimmed(TextLine line, std::size_t width);

/// The text cut into lines where it has line feeds. Tabs become spaces, what
/// else cannot be printed is dropped.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The text as lines of at most `width` columns, broken between words. A word
/// that is longer has a line of its own.
[[nodiscard]] Page wrapped(std::string_view text, std::size_t width,
                           Style style = Style::plain);

/// Puts `more` below `page`.
void append(Page& page, Page more);

}  // namespace program
