#include "project/project.hpp"

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "messages.hpp"

namespace program {
namespace {

// Chapters beyond it are for reading.
constexpr int last_with_exercises = 10;

bool is_root(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "chapters", ignored) &&
         fs::exists(folder / "CMakePresets.json", ignored);
}

std::optional<fs::path> root_around(fs::path folder) {
  while (!folder.empty()) {
    if (is_root(folder)) return folder;
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return std::nullopt;
}

// "03-rendezvous"; nothing for folders with another kind of name.
std::optional<Chapter> parse_folder(const std::string& name) {
  if (name.size() < 4 || name[2] != '-' || std::isdigit(name[0]) == 0 ||
      std::isdigit(name[1]) == 0) {
    return std::nullopt;
  }
  Chapter chapter{(name[0] - '0') * 10 + (name[1] - '0'), name, name.substr(3)};
  std::ranges::replace(chapter.title, '-', ' ');
  return chapter;
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
  for (const auto& entry : fs::directory_iterator{chapters_folder()}) {
    const auto chapter = parse_folder(entry.path().filename().string());
    if (chapter && chapter->number >= 1 &&
        chapter->number <= last_with_exercises) {
      chapters_.push_back(*chapter);
    }
  }
  std::ranges::sort(chapters_, {}, &Chapter::number);
}

const Chapter& Project::chapter(int number) const {
  const auto found = std::ranges::find(chapters_, number, &Chapter::number);
  if (found != chapters_.end()) return *found;
  throw UserError{"there is no chapter " + std::to_string(number) +
                  " with exercises; they are 1 to " +
                  std::to_string(last_with_exercises)};
}

std::string Project::relative(const fs::path& file) const {
  return file.lexically_relative(root_).generic_string();
}

std::optional<fs::path> Project::readers_file(std::string_view name) const {
  return newest("chapters", name, last_with_exercises);
}

std::optional<fs::path> Project::solution_file(std::string_view name,
                                               int last) const {
  return newest("solutions", name, last);
}

std::optional<fs::path> Project::newest(const char* tree, std::string_view name,
                                        int last) const {
  std::optional<fs::path> found;
  for (const Chapter& chapter : chapters_) {
    fs::path file = in(tree, chapter) / name;
    if (chapter.number <= last && fs::exists(file)) found = std::move(file);
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
