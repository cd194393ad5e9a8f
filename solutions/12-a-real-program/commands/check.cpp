// `workbook` and `workbook check`.
#include <utility>

#include "commands/commands.hpp"
#include "messages.hpp"
#include "screen/json.hpp"
#include "screen/render.hpp"
#include "screen/terminal.hpp"
#include "testing/checker.hpp"

namespace program {
namespace {

std::vector<ChapterRow> rows_of(Session& session) {
  std::vector<ChapterRow> rows;
  for (const Chapter& chapter : session.project.chapters()) {
    rows.push_back({chapter, session.progress.of(chapter)});
  }
  return rows;
}

// Without a number: the first chapter that fails now. Those before it that
// are known to pass are not tested again.
Plan plan_for(const Session& session, const Arguments& arguments) {
  if (!arguments.chapter) return up_to_first_failure(session.project);
  return {{session.project.chapter(*arguments.chapter).number}, false, true};
}

int print_verdict(const Session& session, const Verdict& verdict) {
  const Chapter& chapter = session.project.chapter(verdict.chapter);
  Page page{verdict_title(verdict, chapter)};
  page.emplace_back();
  append(page, verdict_body(verdict, terminal_size().columns));
  if (verdict.passed()) {
    if (!verdict.warnings.empty()) page.emplace_back();
    page.push_back({{messages::then(chapter.number), Style::faint}});
  } else {
    const std::string number = std::to_string(chapter.number);
    page.emplace_back();
    page.push_back({{"The next hint: workbook hint " + number, Style::faint}});
  }
  print(page);
  return verdict.passed() ? 0 : 1;
}

}  // namespace

// Says what is known; builds nothing.
int show_overview(Session& session) {
  const Chapter& in_hand = session.progress.in_hand();
  Page page = overview(rows_of(session), in_hand.number);
  const std::string number = std::to_string(in_hand.number);
  append(page, wrapped(session.progress.complete()
                           ? messages::all_done
                           : "Next: workbook watch, or workbook check " +
                                 number + " and workbook hint " + number,
                       terminal_size().columns));
  print(page);
  return 0;
}

int check(Session& session, const Arguments& arguments) {
  const auto verdicts = follow(check_chapters(session.project, session.progress,
                                              plan_for(session, arguments)));
  if (verdicts.empty() || (!arguments.chapter && verdicts.back().passed())) {
    print({{{arguments.json ? messages::all_done_json : messages::all_done}}});
    return 0;
  }
  const Verdict& last = verdicts.back();
  if (!arguments.json) return print_verdict(session, last);
  print({{{as_json(last, session.project.chapter(last.chapter))}}});
  return last.passed() ? 0 : 1;
}

}  // namespace program
