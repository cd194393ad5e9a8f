#include "search/report.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "trace/guilt.hpp"
#include "trace/json.hpp"
#include "trace/names.hpp"
#include "trace/places.hpp"
#include "trace/reasons.hpp"
#include "trace/sentence.hpp"
#include "trace/svg.hpp"
#include "trace/text_width.hpp"
#include "trace/trace.hpp"

namespace explorer::core {
namespace {

std::string with_commas(int number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t left = digits.size(); const char digit : digits) {
    if (!text.empty() && left % 3 == 0) text += ',';
    text += digit;
    --left;
  }
  return text;
}

std::string counted(int number, const std::string& what) {
  return with_commas(number) + ' ' + what + (number == 1 ? "" : "s");
}

/// Never that the body is correct: only what was tried.
std::string what_was_tried(const Record& record) {
  const std::string alike =
      record.thinned ? " but those that come to the same" : "";
  if (record.complete) {
    const std::string more =
        record.surprising > 0
            ? " and " + with_commas(record.surprising) + " with surprises"
            : "";
    return "all " + counted(record.within_bound, "schedule") + alike + more;
  }
  std::string text = counted(record.schedules, "schedule");
  if (record.bound > 0) {
    text += ", among them all " + with_commas(record.within_bound) +
            " with at most " + counted(record.bound, "preemption") + alike;
  }
  return text;
}

/// What would have been possible, in one line; often nothing.
std::string what_was_not_tried(const Record& record) {
  std::string text;
  const auto add = [&](bool applies, const char* what) {
    if (!applies) return;
    text += (text.empty() ? "; not tried: " : ", ") + std::string{what};
  };
  add(record.spun, "more rounds of loops that wait");
  add(record.old_values_left_out, "more old values in a row");
  if (record.sees_atomics) return text;
  return "; atomics were not steps, as they are with explorer_races" + text;
}

Places find_places(const Record& record, const std::vector<Event>& events) {
  // In braces the two ends would be the addresses.
  std::vector<const void*> all(record.frames.begin(), record.frames.end());
  for (const Event& event : events) {
    all.insert(all.end(), event.frames.begin(), event.frames.end());
  }
  for (const Passed& it : record.passed) all.push_back(it.address);
  return Places{all};
}

std::string legend(const Trace& trace) {
  const bool decisive = std::ranges::any_of(
      trace.steps, [](const Step& it) { return it.decisive && !it.final; });
  const bool lines = std::ranges::any_of(
      trace.steps, [](const Step& it) { return it.what == line_mark; });
  std::string text;
  if (decisive) {
    text +=
        "(> takes the turn from a thread that could have gone on;"
        " x is where it ends)\n";
  }
  if (lines) text += "(· is a line on the way to the next step)\n";
  return text + '\n';
}

std::string wrapped(const std::string& text, const Look& look) {
  std::string lines;
  if (text.empty()) return lines;
  for (const std::string& line : wrap(text, look.columns)) lines += line + '\n';
  return lines;
}

/// What was expected and what came, a line each; or the sentence.
std::string what_went_wrong(const Record& record, const std::string& sentence,
                            const std::string& who, const Place& failure,
                            const Look& look) {
  const std::string wanted = record.wanted.data();
  if (record.verdict != Verdict::expectation_failed || wanted.empty()) {
    return wrapped(sentence, look);
  }
  return who + " expected: " + wanted + '\n' + std::string(who.size(), ' ') +
         "      got: " + record.got.data() + '\n' +
         wrapped(std::string{record.detail.data()} + failure.in_parentheses(),
                 look);
}

/// What the body wrote in this schedule. Sanitizers write a lot.
std::string output_text(const std::string& output) {
  constexpr int most_lines = 25;
  if (output.empty()) return "";
  std::istringstream lines{output};
  std::string text = "\nIts output:\n";
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    if (count == most_lines) return text + "  …\n\n";
    text += "  " + cut(line, 78) + '\n';
  }
  return text + '\n';
}

std::string how_to_repeat(const Record& record, const Circumstances& its) {
  if (record.by_chance) {
    return "No step is to blame for a count: there is no trace.\n";
  }
  return "Found in schedule " + with_commas(its.schedules) + ", seed " +
         std::to_string(its.again.seed) +
         ".\nTo see just this schedule again (under gdb too):\n  " +
         replay_command(its.again) + '\n';
}

void write_file(const char* variable, const std::string& path,
                const std::string& content) {
  std::ofstream file{path};
  file << content;
  if (file.flush()) return;
  std::fprintf(stderr, "%s: cannot write %s\n", variable, path.c_str());
  std::exit(2);
}

}  // namespace

Report report_of_success(const Record& record, std::uint64_t seed) {
  Report report;
  report.seed = seed;
  report.schedules = record.schedules;
  report.exhausted = record.bound > 0;
  report.sentence = what_was_tried(record) + ", seed " + std::to_string(seed) +
                    what_was_not_tried(record);
  report.text = report.sentence;
  return report;
}

Report report_of_failure(const Record& record, const Circumstances& its) {
  const std::vector<Event> events = last_events(record);
  Names names{record, events};
  const Places places = find_places(record, events);
  Trace whole = tell_trace(record, events, names, places);
  const Place failure = places.of(record.frames);
  Report report;
  report.verdict = record.verdict;
  report.seed = its.again.seed;
  report.schedules = its.schedules;
  report.sentence = sentence_of(record, names, whole, failure, its.output);
  if (record.verdict == Verdict::unfinished) {
    report.text = its.output;
    return report;
  }
  mark_bold(whole);
  fold(whole);
  const Trace trace = without_folded(whole);
  if (!trace.steps.empty() && !record.by_chance) {
    report.text = draw_table(trace, its.look) + legend(trace);
  }
  report.text += what_went_wrong(record, report.sentence,
                                 names.thread(std::max(record.culprit, 0)),
                                 failure, its.look) +
                 wrapped(reasons(whole, record), its.look) +
                 output_text(its.output) + how_to_repeat(record, its);
  if (!its.svg.empty()) {
    write_file("EXPLORER_TRACE_SVG", its.svg, draw_svg(trace, report.sentence));
  }
  if (!its.json.empty()) {
    write_file("EXPLORER_TRACE_JSON", its.json,
               write_json({.record = record,
                           .trace = whole,
                           .sentence = report.sentence,
                           .test_case = case_name(),
                           .replay = its.again.text()},
                          names));
  }
  return report;
}

}  // namespace explorer::core
