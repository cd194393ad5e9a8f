// `workbook take` and `workbook reset`.
#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "project/compiled_files.hpp"
#include "project/replacement.hpp"

namespace program {
namespace {

// Work that is done while Ctrl-C is listened to: git may take its time.
template <class Work>
auto listening(const char* doing, const Work& work) {
  decltype(work(make_cancel())) result;
  const auto verdicts = follow([&](const Cancel& cancel, const Tell& tell) {
    tell(Step{doing});
    result = work(cancel);
  });
  return result;
}

bool compiles(const Project& project, const Chapter& chapter,
              const fs::path& file) {
  const auto compiled = compiled_files(project, chapter).files;
  return std::ranges::find(compiled, file) != compiled.end();
}

// Whether `later`, or a chapter between it and `chapter`, changes the file.
bool is_changed_up_to(const Project& project, const Chapter& chapter,
                      const Chapter& later, const fs::path& file) {
  const std::string name = file.filename().string();
  return project.solution_file(name, later.number) !=
         project.solution_file(name, chapter.number);
}

// Whether the file is at work in `later`, which passed with it, or which was
// tested and is built on a newer version of it.
bool is_needed_by(Session& session, const Chapter& chapter,
                  const Chapter& later, const fs::path& file) {
  const Standing standing = session.progress.of(later);
  if (standing.passed) return compiles(session.project, later, file);
  return (standing.tested || standing.changed) &&
         is_changed_up_to(session.project, chapter, later, file);
}

// Those of the files that later chapters need as they are.
struct Needed {
  std::string chapters;  // as in "4, 5"
  std::vector<fs::path> files;

  [[nodiscard]] bool has(const fs::path& file) const {
    return std::ranges::find(files, file) != files.end();
  }
};

Needed needed_later(Session& session, const Chapter& chapter,
                    const std::vector<Replacement>& replacements) {
  Needed needed;
  for (const Chapter& later : session.project.chapters()) {
    if (later.number <= chapter.number) continue;
    bool needs = false;
    for (const Replacement& each : replacements) {
      if (!is_needed_by(session, chapter, later, each.file)) continue;
      needs = true;
      if (!needed.has(each.file)) needed.files.push_back(each.file);
    }
    if (!needs) continue;
    needed.chapters += needed.chapters.empty() ? "" : ", ";
    needed.chapters += std::to_string(later.number);
  }
  return needed;
}

// Nothing that passes, or is under way, is broken without a question.
bool agreed(const Session& session, const Needed& needed) {
  if (needed.files.empty()) return true;
  std::cout << "Chapter " << needed.chapters
            << " passed, or is under way, with files that older ones would "
               "replace:\n";
  for (const fs::path& each : needed.files) {
    std::cout << "  " << session.project.relative(each) << '\n';
  }
  std::cout << "Replace them? Type y and Enter: " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y";
}

int nothing_changed() {
  std::cout << "Nothing was changed.\n";
  return 1;
}

// Leaves what the chapter itself brings, if no later one needs that.
void keep_the_others(const Project& project, const Chapter& chapter,
                     const Needed& needed,
                     std::vector<Replacement>& replacements) {
  std::erase_if(replacements, [&](const Replacement& each) {
    return !fs::exists(project.in("solutions", chapter) / each.file.filename());
  });
  const auto is_needed = [&](const Replacement& each) {
    return needed.has(each.file);
  };
  if (std::ranges::any_of(replacements, is_needed)) replacements.clear();
}

int take(Session& session, int number) {
  const Chapter& chapter = session.project.chapter(number);
  auto solution = listening("looking at your files", [&](const Cancel& cancel) {
    return solution_of(session.project, chapter, cancel);
  });
  const Needed needed = needed_later(session, chapter, solution);
  if (!agreed(session, needed)) {
    keep_the_others(session.project, chapter, needed, solution);
    if (solution.empty()) return nothing_changed();
    std::cout << "They stay as they are.\n";
  }
  std::cout << (solution.empty() ? "You have the solution already.\n"
                                 : replace_all(session.project, solution));
  return 0;
}

}  // namespace

int take(Session& session, const std::vector<int>& chapters) {
  for (const int each : chapters) {
    if (const int status = take(session, each); status != 0) return status;
  }
  return 0;
}

int reset(Session& session, int number) {
  const Project& project = session.project;
  const Chapter& chapter = project.chapter(number);
  const auto beginning =
      listening("looking for the starters", [&](const Cancel& cancel) {
        return beginning_of(project, chapter, cancel);
      });
  if (!agreed(session,
              needed_later(session, chapter, beginning.replacements))) {
    return nothing_changed();
  }
  std::cout << replace_all(project, beginning.replacements);
  for (const fs::path& file : beginning.unknown) {
    std::cout << "left as it is, for neither git nor the copy made at the "
                 "first run has it: "
              << project.relative(file) << '\n';
  }
  if (beginning.found && beginning.replacements.empty()) {
    std::cout << "These files are as the chapter began.\n";
  }
  return beginning.found ? 0 : 1;
}

}  // namespace program
