#include "project/starters.hpp"

#include <algorithm>
#include <sstream>
#include <system_error>
#include <vector>

#include "process/run_child.hpp"
#include "project/files.hpp"

namespace program {
namespace {

constexpr std::chrono::seconds git_limit{20};

fs::path copies(const Project& project) {
  return project.notes_folder() / "starters";
}

std::string git(const Project& project, std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "-C", project.root().string()});
  try {
    const Finished run = run_to_end(words, make_cancel(), git_limit);
    return run.succeeded() ? run.out : "";
  } catch (const std::system_error&) {
    return "";  // no git here
  }
}

std::size_t unfinished_parts(const std::string& text) {
  constexpr std::string_view mark = "todo(\"";
  std::size_t count = 0;
  for (auto at = text.find(mark); at != std::string::npos;
       at = text.find(mark, at)) {
    at += mark.size();
    ++count;
  }
  return count;
}

// The newest version with the most unfinished parts: the reader may have
// committed edits, and the authors may have mended a starter.
std::optional<Starter> from_git(const Project& project,
                                const std::string& name) {
  std::istringstream commits{git(project, {"log", "--format=%h", "--", name})};
  std::optional<Starter> best;
  for (std::string commit; commits >> commit;) {
    std::string text =
        git(project, {"show", std::string{commit}.append(":").append(name)});
    if (text.empty()) continue;
    if (!best || unfinished_parts(text) > unfinished_parts(best->text)) {
      best = {std::move(text), "git, commit " + commit};
    }
  }
  return best;
}

}  // namespace

std::optional<Starter> find_starter(const Project& project,
                                    const fs::path& file) {
  const std::string name = project.relative(file);
  if (auto starter = from_git(project, name)) return starter;
  const fs::path copy = copies(project) / name;
  if (!fs::exists(copy)) return std::nullopt;
  return Starter{read_file(copy), "the copy made when workbook first ran, " +
                                      project.relative(copy)};
}

void keep_starters(const Project& project) {
  std::error_code error;
  const fs::path folder = copies(project);
  if (fs::exists(project.root() / ".git", error) || fs::exists(folder)) return;
  fs::create_directories(folder, error);
  fs::copy(project.chapters_folder(), folder / "chapters",
           fs::copy_options::recursive, error);
}

}  // namespace program
