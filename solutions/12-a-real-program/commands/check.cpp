// `workbook` and `workbook check`.
#include <algorithm>
#include <span>
#include <utility>

#include "commands/commands.hpp"
#include "commands/show.hpp"
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
  for (const int each : arguments.chapters) {
    static_cast<void>(session.project.chapter(each));  // it exists
  }
  return {arguments.chapters, false, false};
}

// Where the failing schedule can be stepped through; nothing if it cannot.
Page kept_schedule(const Project& project, const Verdict& verdict) {
  try {
    if (!keep_schedule(project, verdict)) return {};
  } catch (const UserError& error) {
    return {{{error.what(), Style::mark}}};
  }
  const std::string page = project.relative(schedule_page(project));
  return {{{messages::step_through(page), Style::faint}}};
}

Page verdict_page(const Session& session, const Verdict& verdict) {
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
    append(page, kept_schedule(session.project, verdict));
    page.push_back({{"The next hint: workbook hint " + number, Style::faint}});
  }
  return page;
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
  // Without a number only the chapter that fails is of interest.
  const std::span<const Verdict> shown{
      arguments.chapter ? verdicts.begin() : verdicts.end() - 1,
      verdicts.end()};
  for (const Verdict& each : shown) {
    if (!arguments.json && &each != shown.data()) print({{}});
    print(arguments.json
              ? Page{{{as_json(each, session.project.chapter(each.chapter))}}}
              : verdict_page(session, each));
  }
  return std::ranges::all_of(shown, &Verdict::passed) ? 0 : 1;
}

}  // namespace program
