// `workbook diff`.
#include "commands/diff.hpp"

#include <chrono>
#include <utility>

#include "commands/commands.hpp"
#include "process/run_child.hpp"
#include "project/files.hpp"
#include "screen/terminal.hpp"
#include "testing/checker.hpp"

namespace program {
namespace {

constexpr Limits diff_limit{std::chrono::seconds{20}};

Style style_of(const std::string& line) {
  if (line.starts_with("+++") || line.starts_with("---")) return Style::strong;
  if (line.starts_with('+')) return Style::good;
  if (line.starts_with('-')) return Style::bad;
  if (line.starts_with("@@")) return Style::faint;
  return Style::plain;
}

bool passes(Session& session, const Chapter& chapter) {
  if (session.progress.of(chapter).tested) {
    return session.progress.of(chapter).passed;
  }
  const auto verdicts = follow(check_chapters(
      session.project, session.progress, {{chapter.number}, false, false}));
  return session.progress.of(chapter).done();
}

}  // namespace

Page coloured_diff(std::string_view text) {
  Page page;
  for (std::string& line : lines_of(text)) {
    const Style style = style_of(line);
    page.push_back({{std::move(line), style}});
  }
  return page;
}

Page difference(const Project& project, const Chapter& chapter) {
  Page page;
  for (const fs::path& theirs : sources_in(project.in("solutions", chapter))) {
    const std::string name = theirs.filename().string();
    const auto yours = project.readers_file(name);
    const Finished run = run_to_end(
        {"diff", "-u", "-L", yours ? project.relative(*yours) : "nothing", "-L",
         project.relative(theirs), yours ? yours->string() : "/dev/null",
         theirs.string()},
        make_cancel(), diff_limit);
    append(page, coloured_diff(run.out));
  }
  if (page.empty()) page.push_back({{"Yours is the solution, word for word."}});
  return page;
}

int diff(Session& session, const Arguments& arguments) {
  const Chapter& chapter = session.project.chapter(*arguments.chapter);
  if (!arguments.spoil && !passes(session, chapter)) {
    const std::string number = std::to_string(chapter.number);
    print({{{"Chapter " + number +
             " does not pass yet. The solution all the "
             "same: workbook diff " +
             number + " --spoil"}}});
    return 1;
  }
  print(difference(session.project, chapter));
  return 0;
}

}  // namespace program
