#include "testing/compiler_output.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "screen/text.hpp"

namespace program {
namespace {

using Lines = std::vector<std::string>;

// How many of the lines below an error belong to it: source and carets.
constexpr std::size_t excerpt_lines = 3;

// FILE:LINE:COLUMN: [fatal ]error: MESSAGE
std::optional<BuildError> compiler_error(const std::string& line,
                                         const Project& project) {
  constexpr std::string_view mark = "error: ";
  const auto at = line.find(mark);
  if (at == std::string::npos) return std::nullopt;
  BuildError error{line.substr(at + mark.size()), "", std::nullopt};
  const auto colon = line.find(':');
  if (colon < at && std::atoi(line.c_str() + colon + 1) > 0) {
    fs::path file = line.substr(0, colon);
    // The compiler read it by a link in the build folder.
    if (file.is_absolute()) file = project.relative(fs::weakly_canonical(file));
    error.where = Location{file.generic_string(),
                           std::atoi(line.c_str() + colon + 1), ""};
  }
  return error;
}

bool is_excerpt(const std::string& line) {
  const auto first = line.find_first_not_of(' ');
  return first != 0 && first != std::string::npos;
}

std::string excerpt_below(const Lines& lines, std::size_t error) {
  std::string text;
  const auto end = std::min(lines.size(), error + 1 + excerpt_lines);
  for (std::size_t i = error + 1; i < end && is_excerpt(lines[i]); ++i) {
    text += lines[i] + '\n';
  }
  return text;
}

std::optional<std::string> line_with(const Lines& lines,
                                     std::string_view what) {
  const auto found = std::ranges::find_if(lines, [&](const std::string& each) {
    return each.find(what) != std::string::npos;
  });
  if (found == lines.end()) return std::nullopt;
  return *found;
}

// The linker's and CMake's own complaints have other forms.
BuildError other_error(const Lines& lines) {
  for (const char* mark :
       {"undefined reference", "multiple definition", "Undefined symbols",
        "ninja: error", "CMake Error"}) {
    if (auto line = line_with(lines, mark)) {
      const auto at = std::find(lines.begin(), lines.end(), *line);
      const auto index = static_cast<std::size_t>(at - lines.begin());
      return {*line, excerpt_below(lines, index), std::nullopt};
    }
  }
  return {lines.empty() ? "the build tool said nothing" : lines.back(), "",
          std::nullopt};
}

}  // namespace

BuildError first_error(std::string_view output, const Project& project) {
  const Lines lines = lines_of(output);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto error = compiler_error(lines[i], project)) {
      error->excerpt = excerpt_below(lines, i);
      return *error;
    }
  }
  return other_error(lines);
}

}  // namespace program
