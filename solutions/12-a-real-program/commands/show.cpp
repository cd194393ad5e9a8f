// `workbook show`.
#include "commands/show.hpp"

#include <map>

#include "commands/commands.hpp"
#include "messages.hpp"
#include "process/browser.hpp"
#include "project/files.hpp"
#include "screen/terminal.hpp"
#include "screen/web_page.hpp"

namespace program {

fs::path schedule_page(const Project& project) {
  return project.notes_folder() / "schedule.html";
}

// The page is the site's stepper with all that it needs inside, so that it
// works from the disk, wherever it is taken.
bool keep_schedule(const Project& project, const Verdict& verdict) {
  const CaseResult* failure = verdict.first_failure();
  const fs::path stepper = project.root() / "docs" / "stepper";
  const std::string frame = read_file(stepper / "alone.html");
  if (failure == nullptr || failure->schedule.empty() || frame.empty()) {
    return false;
  }
  const std::string title = "Chapter " + std::to_string(verdict.chapter) +
                            ", task " + std::to_string(failure->task);
  write_file(schedule_page(project),
             filled(frame, {{"title", as_html(title)},
                            {"case", as_html(failure->name)},
                            {"schedule", inside_script(failure->schedule)},
                            {"trace", as_html(failure->trace)},
                            {"again", as_html(failure->again)},
                            {"style", read_file(stepper / "stepper.css")},
                            {"states", read_file(stepper / "schedule.js")},
                            {"stepper", read_file(stepper / "stepper.js")}}));
  return true;
}

std::string open_schedule(const Project& project) {
  const fs::path page = schedule_page(project);
  if (!fs::exists(page)) throw UserError{messages::no_schedule};
  if (!open_in_browser(page)) throw UserError{messages::no_browser(page)};
  return project.relative(page) + " is open in the browser";
}

int show(Session& session) {
  print(Page{{{open_schedule(session.project)}}});
  return 0;
}

}  // namespace program
