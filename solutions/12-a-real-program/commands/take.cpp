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

bool compiles_one_of(const Project& project, const Chapter& chapter,
                     const std::vector<Replacement>& replacements) {
  const auto compiled = compiled_files(project, chapter).files;
  return std::ranges::any_of(replacements, [&](const Replacement& each) {
    return std::ranges::find(compiled, each.file) != compiled.end();
  });
}

// The later chapters that passed with a file that is to be replaced, as in
// "4, 5".
std::string later_chapters(Session& session, const Chapter& chapter,
                           const std::vector<Replacement>& replacements) {
  std::string list;
  for (const Chapter& each : session.project.chapters()) {
    if (each.number > chapter.number && session.progress.of(each).passed &&
        compiles_one_of(session.project, each, replacements)) {
      list += (list.empty() ? "" : ", ") + std::to_string(each.number);
    }
  }
  return list;
}

// Nothing that passes is broken without a question.
bool agreed(Session& session, const Chapter& chapter,
            const std::vector<Replacement>& replacements) {
  const std::string later = later_chapters(session, chapter, replacements);
  if (later.empty()) return true;
  std::cout << "Of chapter " << later
            << ", which passed, files are replaced, too, by older ones:\n";
  for (const Replacement& each : replacements) {
    std::cout << "  " << session.project.relative(each.file) << '\n';
  }
  std::cout << "Replace them? Type y and Enter: " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "y") return true;
  std::cout << "Nothing was changed.\n";
  return false;
}

int take(Session& session, int number) {
  const Chapter& chapter = session.project.chapter(number);
  const auto solution =
      listening("looking at your files", [&](const Cancel& cancel) {
        return solution_of(session.project, chapter, cancel);
      });
  if (!agreed(session, chapter, solution)) return 1;
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
  if (!agreed(session, chapter, beginning.replacements)) return 1;
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
