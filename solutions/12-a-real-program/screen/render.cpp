#include "screen/render.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "messages.hpp"

namespace program {
namespace {

std::string number(std::integral auto n) { return std::to_string(n); }

std::string name_of(const Chapter& chapter) {
  return "Chapter " + number(chapter.number) + ", " + chapter.title;
}

std::string of_tasks(int done, int all) {
  return number(done) + " of " + number(all) + (all == 1 ? " task" : " tasks");
}

// A box a task: ■ done, ▨ done before the last edit, □ open.
Span boxes(const Standing& standing) {
  const char* filled = standing.changed || !standing.builds ? "▨" : "■";
  const int done = standing.done() ? standing.tasks : standing.tasks_done;
  std::string text;
  for (int task = 0; task < standing.tasks; ++task) {
    text += task < done ? filled : "□";
  }
  const Style style = standing.done() ? Style::good : Style::plain;
  return {text, style};
}

std::string in_words(const Standing& standing) {
  if (standing.done()) return "passes";
  if (standing.changed) {
    return standing.passed ? "passed, before your last edit"
                           : "edited since it was tested";
  }
  if (!standing.tested) return "not tested yet";
  return of_tasks(standing.tasks_done, standing.tasks) +
         (standing.builds ? "" : ", does not build");
}

// The columns of a list of chapters are as wide as their longest entry.
class ChapterLines {
 public:
  explicit ChapterLines(const std::vector<ChapterRow>& rows) {
    for (const auto& [chapter, standing] : rows) {
      title_width_ = std::max(title_width_, chapter.title.size());
      tasks_width_ = std::max(tasks_width_, standing.tasks);
    }
  }

  [[nodiscard]] TextLine line(const ChapterRow& row, bool in_hand) const {
    const auto& [chapter, standing] = row;
    std::string title = chapter.title;
    title.resize(title_width_, ' ');
    const std::string gap(
        static_cast<std::size_t>(tasks_width_ - standing.tasks + 1), ' ');
    return {{in_hand ? "> " : "  ", Style::mark},
            {two_digits(chapter.number) + " " + title + " ",
             in_hand ? Style::strong : Style::plain},
            boxes(standing),
            {gap + in_words(standing), Style::faint}};
  }

 private:
  std::size_t title_width_ = 0;
  int tasks_width_ = 0;
};

TextLine place(const Location& where) {
  return {{where.file + ":" + number(where.line), Style::strong},
          {where.source.empty() ? "" : ": " + where.source}};
}

Page complaint_page(const BuildError& error, std::size_t width, Style style) {
  Page page;
  if (error.where) page.push_back(place(*error.where));
  append(page, wrapped(error.message, width, style));
  for (std::string& line : lines_of(error.excerpt)) {
    page.push_back({{std::move(line), Style::faint}});
  }
  return page;
}

Page warnings_page(const Verdict& verdict, std::size_t width) {
  Page page;
  for (const BuildError& warning : verdict.warnings) {
    if (page.empty()) page = wrapped(messages::warnings, width);
    page.emplace_back();
    append(page, complaint_page(warning, width, Style::mark));
  }
  return page;
}

// What the compiler gets wrong, which no failing case can tell: of the other
// warnings there is time after a pass.
Page traps_page(const Verdict& verdict, std::size_t width) {
  Page page;
  for (const BuildError& warning : verdict.warnings) {
    if (warning.message.find("g++ 12") == std::string::npos) continue;
    append(page, complaint_page(warning, width, Style::mark));
    page.emplace_back();
  }
  return page;
}

std::string sentence_number(const CaseResult& result) {
  return result.number > 0 ? " (sentence " + number(result.number) + ")" : "";
}

Page failure_page(const CaseResult& failure, std::size_t width) {
  Page page =
      wrapped("Task " + number(failure.task) + ", not yet: " + failure.name +
                  sentence_number(failure),
              width, Style::bad);
  append(page, wrapped(failure.sentence, width, Style::strong));
  if (failure.where) page.push_back(place(*failure.where));
  page.emplace_back();
  for (std::string& line : lines_of(failure.trace)) {
    page.push_back({{std::move(line)}});
  }
  if (!failure.trace.empty()) page.emplace_back();
  for (std::string& line : lines_of(failure.again)) {
    page.push_back({{std::move(line), Style::faint}});
  }
  return page;
}

// "2 of 10 chapters pass.", or the same of each part of the book.
std::string how_many_pass(const std::vector<ChapterRow>& rows) {
  std::map<int, std::pair<int, int>> parts;  // part to how many pass, of what
  for (const ChapterRow& row : rows) {
    auto& [passing, all] = parts[row.chapter.part];
    passing += row.standing.done() ? 1 : 0;
    ++all;
  }
  const auto of = [](const std::pair<int, int>& count) {
    return number(count.first) + " of " + number(count.second);
  };
  if (parts.size() == 1) return of(parts.begin()->second) + " chapters pass.";
  std::string text;
  for (const auto& [part, count] : parts) {
    text += (text.empty() ? "part " : ", part ") +
            std::string(static_cast<std::size_t>(part), 'I') + ": " + of(count);
  }
  return "Chapters that pass: " + text + ".";
}

// ", 488 orders"; nothing where there are none.
std::string counted(int count, const std::string& unit) {
  if (count == 0) return "";
  return ", " + number(count) + ' ' + unit + (count == 1 ? "" : "s");
}

}  // namespace

TextLine progress_bar(const std::vector<ChapterRow>& rows) {
  TextLine line;
  for (const ChapterRow& row : rows) {
    const char* gap = line.empty() ? "" : " ";
    line.push_back({gap + number(row.chapter.number), Style::faint});
    line.push_back(boxes(row.standing));
  }
  return line;
}

Page chapter_list(const std::vector<ChapterRow>& rows, int in_hand) {
  const ChapterLines lines{rows};
  Page page;
  for (const ChapterRow& row : rows) {
    page.push_back(lines.line(row, row.chapter.number == in_hand));
  }
  return page;
}

Page overview(const std::vector<ChapterRow>& rows, int in_hand) {
  Page page = chapter_list(rows, in_hand);
  page.emplace_back();
  page.push_back(progress_bar(rows));
  page.push_back({{how_many_pass(rows)}});
  return page;
}

TextLine verdict_title(const Verdict& verdict, const Chapter& chapter) {
  const std::string name = name_of(chapter);
  if (verdict.error) return {{name + ", does not build yet", Style::bad}};
  const std::string tasks = of_tasks(verdict.tasks_done(), verdict.tasks());
  const std::string cases = number(verdict.cases_done()) + " of " +
                            number(verdict.cases.size()) + " cases";
  if (!verdict.passed()) {
    return {{name, Style::strong}, {": " + tasks + ", " + cases}};
  }
  const Tried tried = verdict.tried();
  return {{name + ", passes", Style::good},
          {": " + tasks + ", " + cases + counted(tried.schedules, "schedule") +
           counted(tried.orders, "order")}};
}

Page verdict_body(const Verdict& verdict, std::size_t width) {
  if (verdict.error) return complaint_page(*verdict.error, width, Style::bad);
  const CaseResult* failure = verdict.first_failure();
  if (!failure) return warnings_page(verdict, width);
  Page page = traps_page(verdict, width);
  append(page, failure_page(*failure, width));
  return page;
}

}  // namespace program
