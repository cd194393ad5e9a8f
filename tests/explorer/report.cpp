#include "report.hpp"

#include "story.hpp"

namespace explorer::core {
namespace {

std::string with_commas(int number) {
  std::string text = std::to_string(number);
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string counted(int number, const std::string& what) {
  return with_commas(number) + ' ' + what + (number == 1 ? "" : "s");
}

/// Never that the body is correct: only what was tried.
std::string what_was_tried(const Record& record) {
  if (record.complete) {
    return "all " + counted(record.schedules, "schedule");
  }
  std::string text = counted(record.schedules, "schedule");
  if (record.bound > 0) {
    text += ", among them all " + with_commas(record.within_bound) +
            " with at most " + counted(record.bound, "preemption");
  }
  return text;
}

}  // namespace

Report report_of_success(const Record& record, std::uint64_t seed) {
  Report report;
  report.seed = seed;
  report.schedules = record.schedules;
  report.exhausted = record.bound > 0;
  report.sentence =
      what_was_tried(record) + ", seed " + std::to_string(seed);
  report.text = report.sentence;
  return report;
}

Report report_of_failure(const Record& record, const Replay& again,
                         const std::string& output, int schedules) {
  Names names{record};
  Report report;
  report.verdict = record.verdict;
  report.seed = again.seed;
  report.schedules = schedules;
  report.sentence = sentence_of(record, names, output);
  report.text = report.sentence + "\nEXPLORER_REPLAY=" + again.text() + "\n" +
                output;
  return report;
}

}  // namespace explorer::core
