#include "verdict.hpp"

#include <algorithm>
#include <map>

namespace program {
namespace {

// Task to whether all its cases passed.
std::map<int, bool> by_task(const std::vector<CaseResult>& cases) {
  std::map<int, bool> done;
  for (const CaseResult& each : cases) {
    const auto task = done.try_emplace(each.task, true).first;
    task->second = task->second && each.passed;
  }
  return done;
}

}  // namespace

bool Verdict::passed() const { return !error && !first_failure(); }

const CaseResult* Verdict::first_failure() const {
  const auto found = std::ranges::find(cases, false, &CaseResult::passed);
  return found == cases.end() ? nullptr : &*found;
}

int Verdict::tasks() const { return static_cast<int>(by_task(cases).size()); }

int Verdict::tasks_done() const {
  const auto done = by_task(cases);
  return static_cast<int>(std::ranges::count_if(
      done, [](const auto& task) { return task.second; }));
}

int Verdict::first_open_task() const {
  for (const auto& [task, is_done] : by_task(cases)) {
    if (!is_done) return task;
  }
  return 0;
}

int Verdict::schedules() const {
  int all = 0;
  for (const CaseResult& each : cases) all += each.schedules;
  return all;
}

}  // namespace program
