#include "project/replacement.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "process/signals.hpp"
#include "project/compiled_files.hpp"
#include "project/files.hpp"
#include "project/starters.hpp"

namespace program {
namespace {

// Where the reader has the file, or will: in the chapter that brings it.
fs::path readers_place(const Project& project, const fs::path& solution) {
  const std::string name = solution.filename().string();
  if (auto file = project.readers_file(name)) return *file;
  for (const Chapter& each : project.chapters()) {
    if (fs::exists(project.in("solutions", each) / name)) {
      return project.in("chapters", each) / name;
    }
  }
  return project.chapters_folder() / solution.parent_path().filename() / name;
}

// Neither a starter nor a solution, in whatever version.
bool is_readers_own(const Project& project, const fs::path& file,
                    const std::string& text, const Cancel& cancel) {
  const auto has_it = [&](const Chapter& chapter) {
    return read_file(project.in("solutions", chapter) / file.filename()) ==
           text;
  };
  if (std::ranges::any_of(project.chapters(), has_it)) return false;
  const auto starter = find_starter(project, file, cancel);
  return !starter || starter->text != text;
}

// Plans to make `text` the file's content, if it is not.
void plan(std::vector<Replacement>& all, const Project& project, fs::path file,
          std::string text, std::string origin, const Cancel& cancel) {
  const bool exists = fs::exists(file);
  const std::string now = read_file(file);
  if (exists && now == text) return;
  const bool keep = exists && is_readers_own(project, file, now, cancel);
  all.push_back({std::move(file), std::move(text), std::move(origin), keep});
}

void plan_copies(std::vector<Replacement>& all, const Project& project,
                 const std::vector<fs::path>& solutions, const Cancel& cancel) {
  for (const fs::path& each : solutions) {
    plan(all, project, readers_place(project, each), read_file(each),
         project.relative(each), cancel);
  }
}

// Whether the reader's file of that name is going to change.
bool changes(const Project& project, const std::vector<fs::path>& solutions,
             const std::string& name) {
  const auto found = std::ranges::find(
      solutions, fs::path{name},
      [](const auto& file) -> fs::path { return file.filename(); });
  const auto readers = project.readers_file(name);
  return found != solutions.end() &&
         (!readers || read_file(*readers) != read_file(*found));
}

// A solution, up to chapter `last`, of a file of the reader's that includes one
// of those which change: it may use what only the old one had.
std::optional<fs::path> left_behind(const Project& project,
                                    const std::vector<fs::path>& solutions,
                                    int last) {
  for (const Chapter& chapter : project.chapters()) {
    if (chapter.number > last) break;
    for (const fs::path& each : sources_in(project.in("solutions", chapter))) {
      const std::string name = each.filename().string();
      auto newest = project.solution_file(name, last);
      const auto readers = project.readers_file(name);
      if (!newest || !readers) continue;
      if (std::ranges::find(solutions, *newest) != solutions.end()) continue;
      const auto names = includes(read_file(*readers));
      if (std::ranges::any_of(names, [&](const std::string& included) {
            return changes(project, solutions, included);
          })) {
        return newest;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Replacement> solution_of(const Project& project,
                                     const Chapter& chapter,
                                     const Cancel& cancel) {
  std::vector<fs::path> files = with_what_it_needs(
      project, sources_in(project.in("solutions", chapter)), chapter.number);
  while (auto more = left_behind(project, files, chapter.number)) {
    files.push_back(*std::move(more));
    files = with_what_it_needs(project, std::move(files), chapter.number);
  }
  std::vector<Replacement> all;
  plan_copies(all, project, files, cancel);
  return all;
}

Beginning beginning_of(const Project& project, const Chapter& chapter,
                       const Cancel& cancel) {
  Beginning beginning;
  const int before = chapter.number - 1;
  std::vector<fs::path> earlier;
  for (const fs::path& each : sources_in(project.in("solutions", chapter))) {
    const std::string name = each.filename().string();
    const fs::path file = readers_place(project, each);
    if (auto solution = project.solution_file(name, before)) {
      earlier.push_back(*std::move(solution));
    } else if (auto starter = find_starter(project, file, cancel)) {
      plan(beginning.replacements, project, file, std::move(starter->text),
           std::move(starter->origin), cancel);
      beginning.found = true;
    } else if (fs::exists(file)) {
      beginning.unknown.push_back(file);
    }
  }
  beginning.found |= !earlier.empty();
  plan_copies(beginning.replacements, project,
              with_what_it_needs(project, std::move(earlier), before), cancel);
  return beginning;
}

std::string replace_all(const Project& project,
                        const std::vector<Replacement>& replacements) {
  const BlockedSignals until_all_are_done;
  std::string report;
  for (const Replacement& each : replacements) {
    if (!each.keep) continue;
    const fs::path kept = keep_beside(each.file);
    report += "yours is kept: " + project.relative(kept) + '\n';
  }
  for (const Replacement& each : replacements) {
    const bool existed = fs::exists(each.file);
    write_file(each.file, each.text);
    report += (existed ? "replaced: " : "new: ") + project.relative(each.file) +
              "\n  from " + each.origin + '\n';
  }
  return report;
}

}  // namespace program
