// `workbook take` and `workbook reset`.
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "project/files.hpp"
#include "project/starters.hpp"

namespace program {
namespace {

// Where the reader has the file, or will: in the chapter that brings it.
fs::path readers_place(const Project& project, const std::string& name,
                       int chapter) {
  if (auto file = project.readers_file(name)) return *file;
  for (const Chapter& each : project.chapters()) {
    if (fs::exists(project.in("solutions", each) / name)) {
      return project.in("chapters", each) / name;
    }
  }
  return project.in("chapters", project.chapter(chapter)) / name;
}

// Makes `text` the file's content; the reader's own is kept beside, if it is
// another. Says what it does. False when there was nothing to do.
bool replace(const Project& project, const fs::path& file,
             const std::string& text, const std::string& origin) {
  const std::string name = project.relative(file);
  const bool existed = fs::exists(file);
  if (existed && read_file(file) == text) return false;
  if (existed) {
    const fs::path kept = keep_beside(file);
    std::cout << "yours is kept: " << project.relative(kept) << '\n';
  }
  write_file(file, text);
  std::cout << (existed ? "replaced: " : "new: ") << name << "\n  from "
            << origin << '\n';
  return true;
}

// What the solution of the chapter includes and the reader does not have at
// all. What the reader has stays the reader's.
std::vector<fs::path> missing_parts(const Project& project, int chapter) {
  std::vector<fs::path> files =
      sources_in(project.in("solutions", project.chapter(chapter)));
  const std::size_t own = files.size();
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const auto& name : quoted_includes(read_file(files[i]))) {
      const auto part = project.solution_file(name, chapter);
      if (!part || project.readers_file(name)) continue;
      if (std::ranges::find(files, *part) == files.end()) {
        files.push_back(*part);
      }
    }
  }
  files.erase(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(own));
  return files;
}

// What the file was when the chapter began: the starter of a file that the
// chapter brings, else the solution of the chapters before.
std::optional<Starter> beginning(const Project& project, const fs::path& file,
                                 int chapter) {
  const std::string name = file.filename().string();
  if (const auto before = project.solution_file(name, chapter - 1)) {
    return Starter{read_file(*before), project.relative(*before)};
  }
  return find_starter(project, file);
}

std::vector<fs::path> files_of_chapter(const Project& project,
                                       const Chapter& chapter) {
  std::vector<fs::path> files;
  for (const fs::path& file : sources_in(project.in("solutions", chapter))) {
    files.push_back(
        readers_place(project, file.filename().string(), chapter.number));
  }
  return files;
}

}  // namespace

int take(Session& session, int chapter) {
  const Project& project = session.project;
  std::vector<fs::path> files =
      sources_in(project.in("solutions", project.chapter(chapter)));
  const auto parts = missing_parts(project, chapter);
  files.insert(files.end(), parts.begin(), parts.end());
  bool changed = false;
  for (const fs::path& file : files) {
    const auto place =
        readers_place(project, file.filename().string(), chapter);
    changed |= replace(project, place, read_file(file), project.relative(file));
  }
  if (!changed) std::cout << "You have the solution already.\n";
  return 0;
}

int reset(Session& session, int chapter) {
  const Project& project = session.project;
  bool changed = false;
  bool found = false;
  for (const fs::path& file :
       files_of_chapter(project, project.chapter(chapter))) {
    const auto starter = beginning(project, file, chapter);
    if (starter) {
      found = true;
      changed |= replace(project, file, starter->text, starter->origin);
    } else if (fs::exists(file)) {
      std::cout << "left as it is, for neither git nor the copy made at the "
                   "first run has it: "
                << project.relative(file) << '\n';
    }
  }
  if (found && !changed) {
    std::cout << "These files are as the chapter began.\n";
  }
  return found ? 0 : 1;
}

}  // namespace program
