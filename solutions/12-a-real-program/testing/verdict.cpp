#include "testing/verdict.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace program {
namespace {

int tasks_in(std::span<const CaseResult> cases) {
  std::set<int> tasks;
  for (const CaseResult& each : cases) tasks.insert(each.task);
  return static_cast<int>(tasks.size());
}

}  // namespace

bool Verdict::passed() const { return !error && cases_done() == cases.size(); }

const CaseResult* Verdict::first_failure() const {
  const auto found =
      std::ranges::find(cases, Outcome::failed, &CaseResult::outcome);
  return found == cases.end() ? nullptr : &*found;
}

std::size_t Verdict::cases_done() const {
  const auto open = std::ranges::find_if(cases, [](const CaseResult& each) {
    return each.outcome != Outcome::passed;
  });
  return static_cast<std::size_t>(open - cases.begin());
}

int Verdict::tasks() const { return tasks_in(cases); }

int Verdict::tasks_done() const {
  const int open = first_open_task();
  const auto first = std::ranges::find(cases, open, &CaseResult::task);
  return tasks_in({cases.begin(), first});
}

int Verdict::first_open_task() const {
  const std::size_t done = cases_done();
  return done == cases.size() ? 0 : cases[done].task;
}

Tried Verdict::tried() const {
  Tried all;
  for (const CaseResult& each : cases) all += each.tried;
  return all;
}

}  // namespace program
