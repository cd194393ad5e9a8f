#include "project/hints.hpp"

#include <cstdlib>
#include <sstream>
#include <utility>

namespace program {
namespace {

constexpr std::string_view heading = "[task ";

// Without the empty lines around it.
std::string stripped(const std::string& text) {
  const auto first = text.find_first_not_of('\n');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of('\n') - first + 1);
}

void finish_hint(std::vector<TaskHints>& tasks, std::string& hint) {
  std::string text = stripped(std::exchange(hint, ""));
  if (!text.empty() && !tasks.empty()) {
    tasks.back().hints.push_back(std::move(text));
  }
}

TaskHints parse_heading(const std::string& line) {
  const auto end = line.find(']');
  const auto title =
      end == std::string::npos ? end : line.find_first_not_of(' ', end + 1);
  return {std::atoi(line.c_str() + heading.size()),
          title == std::string::npos ? "" : line.substr(title),
          {}};
}

}  // namespace

std::vector<TaskHints> parse_hints(std::string_view text) {
  std::vector<TaskHints> tasks;
  std::string hint;
  std::istringstream lines{std::string{text}};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(heading)) {
      finish_hint(tasks, hint);
      tasks.push_back(parse_heading(line));
    } else if (line == "--") {
      finish_hint(tasks, hint);
    } else {
      hint += line + '\n';
    }
  }
  finish_hint(tasks, hint);
  return tasks;
}

}  // namespace program
