#include <algorithm>
#include <string_view>

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
std::vector<Step> keep_if(const std::vector<Step>& steps, Keep keep) {
  std::vector<Step> kept;
  int left_out = 0;
  const auto say = [&] {
    if (left_out == 0) return;
    Step& remark = kept.emplace_back();
    remark.what =
        "… " + std::to_string(left_out) + (left_out == 1 ? " step" : " steps");
    left_out = 0;
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (keep(steps, i)) {
      say();
      kept.push_back(steps[i]);
    } else {
      if (steps[i].thread >= 0) ++left_out;  // a step, and no remark
    }
  }
  say();
  return kept;
}

}  // namespace

Trace fold(Trace trace) {
  constexpr std::size_t most_rows = 40;
  if (trace.steps.size() <= rows_shown_whole) return trace;
  std::vector<Step> folded = keep_if(trace.steps, matters);
  if (folded.size() > most_rows) folded = keep_if(trace.steps, is_marked);
  trace.steps = std::move(folded);
  return trace;
}

}  // namespace explorer::core
