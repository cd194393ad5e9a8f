#include "testing/compiler_output.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "screen/text.hpp"

namespace program {
namespace {

using Lines = std::vector<std::string>;

// How many of the lines below an error belong to it: source, carets, notes.
constexpr std::size_t excerpt_lines = 12;

// FILE:LINE:COLUMN: [fatal ]error: MESSAGE, or the same with another word.
std::optional<BuildError> complaint(const std::string& line,
                                    std::string_view mark,
                                    const Project& project) {
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

bool is_source(const std::string& line) {
  const auto first = line.find_first_not_of(' ');
  return first != 0 && first != std::string::npos;
}

bool is_note(const std::string& line) {
  return line.find(": note: ") != std::string::npos;
}

// Of a note the name of the file is enough.
std::string without_folders(const std::string& line) {
  if (!is_note(line)) return line;
  const auto slash = line.rfind('/', line.find(':'));
  return slash == std::string::npos ? line : line.substr(slash + 1);
}

std::string excerpt_below(const Lines& lines, std::size_t error) {
  std::string text;
  const auto end = std::min(lines.size(), error + 1 + excerpt_lines);
  for (std::size_t i = error + 1; i < end; ++i) {
    if (!is_source(lines[i]) && !is_note(lines[i])) break;
    text += without_folders(lines[i]) + '\n';
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
    if (auto error = complaint(lines[i], "error: ", project)) {
      error->excerpt = excerpt_below(lines, i);
      return *error;
    }
  }
  return other_error(lines);
}

std::vector<BuildError> warnings_in(std::string_view output,
                                    const Project& project) {
  const Lines lines = lines_of(output);
  std::vector<BuildError> all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto warning = complaint(lines[i], "warning: ", project);
    if (!warning || !warning->where) continue;
    const bool readers = warning->where->file.starts_with("chapters/");
    // Each of a chapter's programs has it.
    const bool known = std::ranges::any_of(all, [&](const BuildError& each) {
      return each.message == warning->message &&
             each.where->line == warning->where->line;
    });
    if (!readers || known) continue;
    warning->excerpt = excerpt_below(lines, i);
    all.push_back(*std::move(warning));
  }
  return all;
}

}  // namespace program
