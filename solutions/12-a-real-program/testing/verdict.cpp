#include "testing/verdict.hpp"

#include <algorithm>
#include <iterator>
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
  const int task = first_open_task();
  const auto found = std::ranges::find_if(cases, [task](const CaseResult& it) {
    return !it.passed && it.task == task;
  });
  return found == cases.end() ? nullptr : &*found;
}

int Verdict::tasks() const { return static_cast<int>(by_task(cases).size()); }

int Verdict::tasks_done() const {
  const auto done = by_task(cases);
  const auto open = std::ranges::find_if_not(
      done, [](const auto& task) { return task.second; });
  return static_cast<int>(std::distance(done.begin(), open));
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
