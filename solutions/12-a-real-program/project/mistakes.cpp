#include "project/mistakes.hpp"

#include <algorithm>
#include <sstream>
#include <system_error>
#include <utility>

#include "project/files.hpp"

namespace program {

Mistake parse_mistake(std::string name, std::string_view text) {
  Mistake mistake;
  mistake.name = std::move(name);
  std::istringstream lines{std::string{text}};
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos) continue;
    const std::string title = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    if (title == "Mistake") mistake.what = value;
    if (title == "Symptom") mistake.symptom = value;
    if (title == "Caught by") mistake.caught_by = value;
  }
  const auto end_of_head = text.find("\n\n");
  if (end_of_head != std::string::npos)
    mistake.patch = text.substr(end_of_head + 2);
  return mistake;
}

std::vector<Mistake> mistakes_of(const Project& project,
                                 const Chapter& chapter) {
  std::vector<Mistake> mistakes;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{
           project.in("tests/wrong-answers", chapter), none}) {
    const fs::path& file = entry.path();
    if (file.extension() != ".patch") continue;
    mistakes.push_back(parse_mistake(file.stem().string(), read_file(file)));
  }
  std::ranges::sort(mistakes, {}, &Mistake::name);
  return mistakes;
}

}  // namespace program
