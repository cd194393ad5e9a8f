#include "testing/test_program.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "limits.hpp"
#include "project/files.hpp"
#include "project/temporary_file.hpp"
#include "testing/failure.hpp"

namespace program {
namespace {

// The text between the first `start` and the next `end`; `text` then begins
// after it.
std::optional<std::string_view> cut(std::string_view& text,
                                    std::string_view start,
                                    std::string_view end) {
  const auto from = text.find(start);
  if (from == std::string::npos) return std::nullopt;
  text.remove_prefix(from + start.size());
  const auto to = text.find(end);
  if (to == std::string::npos) return std::nullopt;
  const auto result = text.substr(0, to);
  text.remove_prefix(to + end.size());
  return result;
}

std::string without_entities(std::string_view xml) {
  constexpr std::array<std::pair<std::string_view, char>, 5> entities{
      {{"&lt;", '<'},
       {"&gt;", '>'},
       {"&quot;", '"'},
       {"&apos;", '\''},
       {"&amp;", '&'}}};
  std::string text;
  while (!xml.empty()) {
    std::pair<std::string_view, char> next{xml.substr(0, 1), xml.front()};
    for (const auto& entity : entities) {
      if (xml.starts_with(entity.first)) next = entity;
    }
    text += next.second;
    xml.remove_prefix(next.first.size());
  }
  return text;
}

}  // namespace

std::vector<TestCase> parse_cases(std::string_view xml) {
  std::vector<TestCase> cases;
  while (const auto name = cut(xml, "<Name>", "</Name>")) {
    auto tags = cut(xml, "<Tags>", "</Tags>").value_or("");
    const std::string task{cut(tags, "[task", "]").value_or("0")};
    cases.push_back({without_entities(*name), std::atoi(task.c_str())});
  }
  return cases;
}

std::string as_filter(std::string_view name) {
  std::string filter;
  for (const char byte : name) {
    if (byte == ',' || byte == '[' || byte == '\\') filter += '\\';
    filter += byte;
  }
  return filter;
}

CaseResult judge(const TestCase& test, const Finished& run,
                 const Project& project) {
  CaseResult result;
  result.name = test.name;
  result.task = test.task;
  result.outcome = run.succeeded() ? Outcome::passed : Outcome::failed;
  result.tried = tried_by(run.out);
  if (run.succeeded()) return result;
  result.sentence = sentence_of(run);
  result.where = decisive_place(result.sentence, run.error, project);
  if (is_unfinished(run)) return result;  // there is nothing more to say
  Report report =
      parse_report(run.error.empty() ? run.out : run.error, result.sentence);
  result.trace = std::move(report.trace);
  result.again = std::move(report.again);
  return result;
}

std::vector<TestCase> list_cases(const fs::path& program,
                                 const Cancel& cancel) {
  const Finished run =
      run_to_end({program.string(), "--list-tests", "--reporter", "xml"},
                 cancel, case_limits());
  return parse_cases(run.out);
}

CaseResult run_case(const fs::path& program, const TestCase& test,
                    const Project& project, const Cancel& cancel) {
  const TemporaryFile schedule;
  const Finished run = run_to_end(
      {"env", "EXPLORER_TRACE_JSON=" + schedule.name(), program.string(),
       as_filter(test.name), "--reporter", "compact", "--colour-mode", "none"},
      cancel, case_limits());
  CaseResult result = judge(test, run, project);
  if (!run.succeeded()) result.schedule = read_file(schedule.name());
  return result;
}

}  // namespace program
