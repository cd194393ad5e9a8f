#include <algorithm>
#include <string_view>
#include <utility>

#include "trace/trace.hpp"

namespace explorer::core {
namespace {

/// A trace that fits a screen is shown as it is.
constexpr std::size_t rows_shown_whole = 18;

/// Of a long one, this many rows before the end are shown in any case.
constexpr std::size_t rows_at_end = 6;

bool changes_nothing(const Step& step) {
  const std::string_view what = step.what;
  return what.starts_with("unlock") || what.starts_with("lock") ||
         what.starts_with("load") || what.starts_with("join") ||
         what.starts_with("start");
}

/// Steps at which the thread changes belong to the story.
bool is_turn(const std::vector<Step>& steps, std::size_t i) {
  return i == 0 || steps[i].thread != steps[i - 1].thread;
}

bool matters(const std::vector<Step>& steps, std::size_t i) {
  const Step& step = steps[i];
  return step.decisive || step.final || step.thread < 0 ||
         i + rows_at_end >= steps.size() || is_turn(steps, i) ||
         !changes_nothing(step);
}

/// Still too long: only what is marked, and the end.
bool is_marked(const std::vector<Step>& steps, std::size_t i) {
  return steps[i].decisive || steps[i].final ||
         i + 3 * rows_at_end >= steps.size();
}

template <class Keep>
void keep_if(std::vector<Step>& steps, Keep keep) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].folded = !keep(steps, i);
  }
}

Step left_out(int count) {
  Step remark;
  remark.what =
      "… " + std::to_string(count) + (count == 1 ? " step" : " steps");
  return remark;
}

}  // namespace

void fold(Trace& trace) {
  constexpr std::size_t most_rows = 40;
  if (trace.steps.size() <= rows_shown_whole) return;
  keep_if(trace.steps, matters);
  if (without_folded(trace).steps.size() > most_rows) {
    keep_if(trace.steps, is_marked);
  }
}

Trace without_folded(const Trace& trace) {
  Trace shown{.threads = trace.threads, .steps = {}};
  int folded = 0;
  const auto say = [&] {
    if (folded > 0) shown.steps.push_back(left_out(std::exchange(folded, 0)));
  };
  for (const Step& step : trace.steps) {
    if (!step.folded) {
      say();
      shown.steps.push_back(step);
    } else if (step.thread >= 0) {  // a step, and no remark
      ++folded;
    }
  }
  say();
  return shown;
}

}  // namespace explorer::core
