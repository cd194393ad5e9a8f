// `workbook hint`.
#include "commands/hint.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "commands/commands.hpp"
#include "messages.hpp"
#include "project/files.hpp"
#include "project/hints.hpp"
#include "screen/terminal.hpp"
#include "testing/checker.hpp"

namespace program {
namespace {

// What the chapter's tests say now; they are run if that is not known. Where
// they cannot be run, what they said last has to do.
Standing tested(Session& session, const Chapter& chapter) {
  if (session.progress.of(chapter).tested) return session.progress.of(chapter);
  try {
    const auto verdicts = follow(check_chapters(
        session.project, session.progress, {{chapter.number}, false, false}));
  } catch (const UserError& error) {
    std::cerr << "workbook: this may not be the open task: " << error.what()
              << '\n';
  }
  return session.progress.of(chapter);
}

}  // namespace

Page next_hint(Session& session, const Chapter& chapter, int task) {
  const fs::path file = session.project.in("chapters", chapter) / "hints.txt";
  const auto tasks = parse_hints(read_file(file));
  const auto found = std::ranges::find(tasks, task, &TaskHints::task);
  if (found == tasks.end() || found->hints.empty()) {
    throw UserError{"there are no hints for task " + std::to_string(task) +
                    " in " + session.project.relative(file)};
  }
  const std::string key =
      "hints-" + two_digits(chapter.number) + "." + std::to_string(task);
  const auto count = static_cast<int>(found->hints.size());
  const int shown =
      std::clamp(std::atoi(session.notes.get(key).c_str()), 0, count - 1);
  const bool kept = session.notes.set(key, std::to_string(shown + 1));

  Page page{{{"Chapter " + std::to_string(chapter.number) + ", task " +
                  std::to_string(task) + ", " + found->title + ": hint " +
                  std::to_string(shown + 1) + " of " + std::to_string(count),
              Style::strong}},
            {}};
  for (std::string& line : lines_of(found->hints[static_cast<size_t>(shown)])) {
    page.push_back({{std::move(line)}});
  }
  page.emplace_back();
  if (shown + 1 == count)
    page.push_back({{messages::last_hint(chapter.number)}});
  if (!kept) page.push_back({{messages::hint_not_counted, Style::mark}});
  return page;
}

int hint(Session& session, const Arguments& arguments) {
  const Chapter& chapter = arguments.chapter
                               ? session.project.chapter(*arguments.chapter)
                               : session.progress.in_hand();
  const Standing standing = tested(session, chapter);
  if (standing.done()) {
    print({{{"Chapter " + std::to_string(chapter.number) +
             " passes: no hint is needed."}}});
    return 0;
  }
  print(next_hint(session, chapter, std::max(1, standing.open_task)));
  return 0;
}

}  // namespace program
