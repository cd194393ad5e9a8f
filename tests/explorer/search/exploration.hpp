/// @file
/// From a body to a report: the search in a child process, then the failing
/// schedule made simple, then run once more to be shown.
#pragma once

#include "explorer.hpp"
#include "process/child.hpp"
#include "process/shared_record.hpp"
#include "search/run_schedules.hpp"
#include "search/settings.hpp"
#include "search/shrink.hpp"

namespace explorer::core {

/// What todo() ends a process with (workbook::todo_exit).
inline constexpr int todo_status = 3;

class Exploration {
 public:
  Exploration(Body body, const Options& options);

  Report report();

 private:
  /// Runs the plan in a child, or in this process under a debugger.
  void run_plan(Plan& plan, int tell_from = Setup::nothing_told);
  void judge_ending();
  void search();
  void search_one_by_one();
  [[nodiscard]] bool repeats(const Script& script);
  [[nodiscard]] Script shorten(const Script& script);
  [[nodiscard]] Script simplify(const Script& script);
  void run_script(const Script& script);
  void tell_script(const Script& script);
  Report replay_report(const Replay& replay);
  Report show(const Script& script);
  Report make_report(const Script& script);
  Report not_repeatable();

  Settings settings_;
  Setup setup_;
  SharedRecord record_;
  Ending ending_;
  int schedules_run_ = 0;
};

}  // namespace explorer::core
