#include "project/project.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <system_error>
#include <utility>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "messages.hpp"
#include "project/files.hpp"

namespace program {
namespace {

constexpr const char* list_of_chapters = "chapters/chapters.txt";

bool is_root(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / list_of_chapters, ignored);
}

std::optional<fs::path> root_around(fs::path folder) {
  while (!folder.empty()) {
    if (is_root(folder)) return folder;
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return std::nullopt;
}

// A line such as "03-rendezvous  exercise  1  60"; nothing for a comment.
std::optional<Chapter> parse_line(const std::string& line) {
  std::istringstream words{line};
  Chapter chapter;
  std::string kind;
  if (!(words >> chapter.folder >> kind >> chapter.part)) return std::nullopt;
  chapter.number = std::atoi(chapter.folder.c_str());
  const auto dash = chapter.folder.find('-');
  if (chapter.number == 0 || dash == std::string::npos) return std::nullopt;
  chapter.title = chapter.folder.substr(dash + 1);
  std::ranges::replace(chapter.title, '-', ' ');
  chapter.has_headers = kind != "reading";
  chapter.has_exercises = kind == "exercise";
  return chapter;
}

// Numbers in order, as in "1 to 10 and 13 to 19".
std::string in_words(const std::vector<Chapter>& chapters) {
  std::string text;
  for (std::size_t first = 0; first < chapters.size();) {
    std::size_t last = first;
    while (last + 1 < chapters.size() &&
           chapters[last + 1].number == chapters[last].number + 1) {
      ++last;
    }
    if (!text.empty()) text += " and ";
    text += std::to_string(chapters[first].number);
    if (last > first) text += " to " + std::to_string(chapters[last].number);
    first = last + 1;
  }
  return text;
}

}  // namespace

std::string two_digits(int number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 2 ? "0" + digits : digits;
}

Project Project::find(const fs::path& here, const fs::path& program) {
  for (const fs::path& start : {here, program.parent_path()}) {
    if (auto root = root_around(start)) return Project{*std::move(root)};
  }
  throw UserError{messages::no_project};
}

Project::Project(fs::path root) : root_(std::move(root)) {
  std::istringstream lines{read_file(root_ / list_of_chapters)};
  for (std::string line; std::getline(lines, line);) {
    const auto chapter = parse_line(line);
    if (!chapter) continue;
    all_.push_back(*chapter);
    if (chapter->has_exercises) chapters_.push_back(*chapter);
  }
  if (chapters_.empty()) {
    throw UserError{std::string{list_of_chapters} + " names no chapters"};
  }
}

const Chapter& Project::chapter(int number) const {
  const auto found = std::ranges::find(chapters_, number, &Chapter::number);
  if (found != chapters_.end()) return *found;
  throw UserError{"there is no chapter " + std::to_string(number) +
                  " with exercises; they are " + in_words(chapters_)};
}

std::string Project::relative(const fs::path& file) const {
  return file.lexically_relative(root_).generic_string();
}

std::optional<fs::path> Project::readers_file(std::string_view name) const {
  return newest("chapters", name, all_.back().number);
}

std::optional<fs::path> Project::solution_file(std::string_view name,
                                               int last) const {
  return newest("solutions", name, last);
}

std::optional<fs::path> Project::newest(const char* tree, std::string_view name,
                                        int last) const {
  std::optional<fs::path> found;
  for (const Chapter& chapter : all_) {
    if (chapter.number > last || !chapter.has_headers) continue;
    fs::path file = in(tree, chapter) / name;
    if (fs::exists(file)) found = std::move(file);
  }
  return found;
}

fs::path path_of_this_program() {
  std::error_code ignored;
#ifdef __APPLE__
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);
  std::string path(size, '\0');
  if (_NSGetExecutablePath(path.data(), &size) != 0) return {};
  return fs::canonical(path.c_str(), ignored);
#else
  return fs::read_symlink("/proc/self/exe", ignored);
#endif
}

}  // namespace program
