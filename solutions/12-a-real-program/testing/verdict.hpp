/// @file
/// What came of checking a chapter.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace program {

/// A line of a file.
struct Location {
  std::string file;  ///< Its name, relative to the project.
  int line = 0;
  std::string source;  ///< Its text.
};

/// How a test case ended, if it was run at all.
enum class Outcome { not_run, failed, passed };

/// How much was tried.
struct Tried {
  int schedules = 0;  ///< Of threads.
  int orders = 0;     ///< Of tasks.

  Tried& operator+=(const Tried& more) {
    schedules += more.schedules;
    orders += more.orders;
    return *this;
  }
  bool operator==(const Tried&) const = default;
};

/// What came of one test case.
struct CaseResult {
  std::string name;  ///< A sentence of the chapter's contract.
  int task = 0;      ///< Which task it belongs to.
  int number = 0;    ///< Its number in the contract; 0 without a page.
  Outcome outcome = Outcome::not_run;
  std::string sentence;           ///< What went wrong, in one sentence.
  std::string trace;              ///< The schedule that fails, step by step.
  std::string again;              ///< How to see just that schedule again.
  std::string schedule;           ///< The same as JSON, if it was recorded.
  std::optional<Location> where;  ///< The decisive line of the reader's file.
  Tried tried;                    ///< Under how many schedules and orders.
};

/// What the compiler complains of: an error or a warning.
struct BuildError {
  std::string message;
  std::string excerpt;  ///< The lines that the compiler shows.
  std::optional<Location> where;
};

/// What came of checking a chapter.
struct Verdict {
  int chapter = 0;
  /// By task, then in the order of the contract. Once a case has failed and
  /// all before it have passed, the others need not have been run.
  std::vector<CaseResult> cases;
  std::optional<BuildError> error;  ///< There are no cases then.
  /// What the compiler warns of, if the chapter had to be compiled.
  std::vector<BuildError> warnings;

  [[nodiscard]] bool passed() const;
  /// The first case that fails; null when none does.
  [[nodiscard]] const CaseResult* first_failure() const;
  /// How many cases pass before the first that does not.
  [[nodiscard]] std::size_t cases_done() const;
  /// How many tasks the chapter's cases belong to.
  [[nodiscard]] int tasks() const;
  /// How many tasks, from the first one on, have passed.
  [[nodiscard]] int tasks_done() const;
  /// The first task with a case that does not pass; 0 when there is none.
  [[nodiscard]] int first_open_task() const;
  /// How many schedules and orders the cases were tried under.
  [[nodiscard]] Tried tried() const;
};

}  // namespace program
