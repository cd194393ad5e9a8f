#include "testing/locate.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

#include "project/files.hpp"

namespace program {
namespace {

bool part_of_name(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
}

// The name that ends at `end`: letters, digits and underscores before ".hpp".
std::string_view name_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && part_of_name(text[start - 1])) --start;
  return text.substr(start, end - start);
}

// The text of that line, without leading spaces.
std::string source_line(const fs::path& file, int number) {
  std::istringstream lines{read_file(file)};
  std::string line;
  for (int n = 0; n < number; ++n) {
    if (!std::getline(lines, line)) return "";
  }
  const auto start = line.find_first_not_of(" \t");
  return start == std::string::npos ? "" : line.substr(start);
}

// Whether what comes next only called the test's own line before it, as in
// "(answering.cpp:201, from select.hpp:46)".
bool called_a_test(std::string_view before) {
  constexpr std::string_view from = ", from ";
  if (!before.ends_with(from)) return false;
  before.remove_suffix(from.size());
  while (!before.empty() &&
         std::isdigit(static_cast<unsigned char>(before.back())) != 0) {
    before.remove_suffix(1);
  }
  return before.ends_with(".cpp:");
}

// A line that is no more than a closing brace is nothing to look at.
bool says_something(const std::string& source) {
  return std::ranges::any_of(source, part_of_name);
}

}  // namespace

std::optional<Location> last_place(std::string_view text,
                                   const Project& project) {
  constexpr std::string_view mark = ".hpp:";
  std::optional<Location> last;
  fs::path newest;  // the folder of its chapter
  for (auto at = text.rfind(mark); at != std::string::npos;
       at = text.rfind(mark, at)) {
    const auto digits = text.substr(at + mark.size(), 6);
    const int line = std::atoi(std::string{digits}.c_str());
    const std::string_view stem = name_before(text, at);
    const auto file = project.readers_file(std::string{stem} + ".hpp");
    const bool newer = file && file->parent_path() > newest;
    if (newer && line > 0 && !called_a_test(text.substr(0, at - stem.size()))) {
      std::string source = source_line(*file, line);
      if (says_something(source)) {
        last = Location{project.relative(*file), line, std::move(source)};
        newest = file->parent_path();
      }
    }
    if (at == 0) break;
    --at;
  }
  return last;
}

}  // namespace program
