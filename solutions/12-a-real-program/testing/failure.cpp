#include "testing/failure.hpp"

#include <cctype>
#include <vector>

#include "screen/text.hpp"
#include "testing/locate.hpp"

namespace program {
namespace {

// The text after `start` and before the next `end`.
std::optional<std::string> between(std::string_view text,
                                   std::string_view start,
                                   std::string_view end) {
  const auto at = text.find(start);
  if (at == std::string::npos) return std::nullopt;
  text.remove_prefix(at + start.size());
  return std::string{text.substr(0, text.find(end))};
}

// What a text may have between the words of a sentence, and the sentence may
// not: a report breaks it into lines, "expected: 7, got 8" too.
bool is_between_words(char byte) {
  return std::string_view{" \n,:;"}.find(byte) != std::string_view::npos;
}

// The text after the sentence; all of it if it does not begin with the
// sentence.
std::string after(std::string_view sentence, std::string_view text) {
  std::string_view rest = text;
  const auto skip = [&rest] {
    while (!rest.empty() && is_between_words(rest[0])) rest.remove_prefix(1);
  };
  for (const char byte : sentence) {
    if (is_between_words(byte)) continue;
    skip();
    if (!rest.starts_with(byte)) return std::string{text};
    rest.remove_prefix(1);
  }
  skip();
  return std::string{rest};
}

constexpr std::string_view before_an_order = "in this order:\n";

// The report without the sentence, if an order of tasks comes after it.
std::string without(std::string_view sentence, const std::string& report) {
  const auto order = report.find(before_an_order);
  if (order == report.npos) return report;
  for (std::size_t at = 0; at < order; at = report.find('\n', at) + 1) {
    const std::string rest = after(sentence, report.substr(at));
    if (rest.starts_with(before_an_order)) return report.substr(0, at) + rest;
  }
  return report;
}

// Rows of a trace that are marked begin with > (a turn that was taken) or x
// (where somebody ends).
std::string marked_rows(std::string_view text, std::string_view marks) {
  std::string rows;
  for (const std::string& line : lines_of(text)) {
    const bool marked = line.size() > 1 && line[1] == ' ' &&
                        marks.find(line[0]) != std::string_view::npos;
    if (marked) rows += line + '\n';
  }
  return rows;
}

// Rows where a thread took the turn, or woke for no reason: what a schedule
// did that a program need not expect.
std::string surprising_rows(std::string_view text) {
  std::string rows;
  for (const std::string& line : lines_of(text)) {
    const bool woke = line.find(" wakes for no reason ") != line.npos;
    if (woke || line.starts_with("> ")) rows += line + '\n';
  }
  return rows;
}

}  // namespace

bool is_unfinished(const Finished& run) {
  return run.error.find(": unfinished: ") != std::string::npos;
}

std::string sentence_of(const Finished& run) {
  if (auto task = between(run.error, ": unfinished: ", "\n")) {
    return "unfinished: " + *task;
  }
  if (run.reached != Limit::none) return "the test " + how_it_ended(run);
  if (auto said = between(run.out, "exception with message: '", "'\n")) {
    return *said;
  }
  if (auto check = between(run.out, ": failed: ", "\n")) {
    return "this does not hold: " + *check;
  }
  return "the test " + how_it_ended(run);
}

Report parse_report(std::string_view text, std::string_view sentence) {
  const auto end = text.rfind("\n\n");
  if (end == std::string::npos) {
    return {without(sentence, std::string{text}), ""};
  }
  return {std::string{text.substr(0, end + 1)},
          after(sentence, text.substr(end + 2))};
}

std::optional<Location> decisive_place(std::string_view sentence,
                                       std::string_view text,
                                       const Project& project) {
  if (auto place = last_place(sentence, project)) return place;
  // Where others wait when an expectation fails, and what comes last before
  // that, need not be to blame.
  if (sentence.find(" expected: ") != std::string_view::npos) {
    return last_place(surprising_rows(text), project);
  }
  if (auto place = last_place(marked_rows(text, ">x"), project)) return place;
  // An order of tasks shows where they wait, and that is not to blame, either.
  return last_place(text.substr(0, text.find(before_an_order)), project);
}

namespace {

// The number before `unit`; 0 in a line without one.
int count_of(std::string_view unit, std::string_view line) {
  const auto end = line.find(unit);
  if (end == line.npos) return 0;
  int count = 0;
  for (const char byte : line.substr(0, end)) {
    if (std::isdigit(static_cast<unsigned char>(byte)) != 0) {
      count = count * 10 + (byte - '0');
    }
  }
  return count;
}

}  // namespace

// Lines such as "1,000 schedules, seed 1", "all 12 schedules, seed 1" and "all
// 488 orders".
Tried tried_by(std::string_view text) {
  Tried all;
  for (const std::string& line : lines_of(text)) {
    all += {count_of(" schedule", line), count_of(" order", line)};
  }
  return all;
}

}  // namespace program
