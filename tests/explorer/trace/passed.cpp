#include "trace/passed.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace explorer::core {
namespace {

/// Nothing is done on the lines between the two.
bool follows(const Place& place, const Place& before) {
  if (place.path != before.path) return false;
  const int end = std::max(before.line, before.last_line);
  for (int line = end + 1; line < place.line; ++line) {
    if (does_something(source_line(place.path, line))) return false;
  }
  return true;
}

/// A row for each stretch of lines that follow each other in a file.
std::vector<Step> stretches(std::vector<Step> lines) {
  std::ranges::stable_sort(lines, {}, [](const Step& it) {
    return std::tie(it.thread, it.place.file, it.place.line);
  });
  std::vector<Step> rows;
  for (Step& line : lines) {
    if (!rows.empty() && rows.back().thread == line.thread &&
        follows(line.place, rows.back().place)) {
      rows.back().place.last_line = line.place.line;
    } else {
      rows.push_back(std::move(line));
    }
  }
  std::ranges::stable_sort(rows, {}, &Step::order);
  return rows;
}

}  // namespace

void add_lines(Trace& trace, std::size_t count) {
  trace.steps.insert(trace.steps.end(),
                     trace.passed.end() - static_cast<std::ptrdiff_t>(count),
                     trace.passed.end());
  std::ranges::stable_sort(trace.steps, {}, &Step::order);
}

Trace without_folded(const Trace& trace) {
  Trace shown{.threads = trace.threads, .steps = {}, .passed = {}};
  std::vector<Step> lines;
  const auto add = [&] {
    std::ranges::move(stretches(std::exchange(lines, {})),
                      std::back_inserter(shown.steps));
  };
  for (const Step& step : trace.steps) {
    if (step.what == line_mark) {
      lines.push_back(step);
    } else if (!step.folded) {
      add();
      shown.steps.push_back(step);
    }
  }
  add();
  return shown;
}

}  // namespace explorer::core
