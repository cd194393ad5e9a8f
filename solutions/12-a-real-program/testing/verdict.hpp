/// @file
/// What came of checking a chapter.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace program {

/// A line of a file.
struct Location {
  std::string file;  ///< Its name, relative to the project.
  int line = 0;
  std::string source;  ///< What stands there.
};

/// What came of one test case.
struct CaseResult {
  std::string name;  ///< A sentence of the chapter's contract.
  int task = 0;      ///< Which task it belongs to.
  int number = 0;    ///< Its number in the contract; 0 without a page.
  bool passed = false;
  std::string sentence;           ///< What went wrong, in one sentence.
  std::string trace;              ///< The schedule that fails, step by step.
  std::string again;              ///< How to see just that schedule again.
  std::optional<Location> where;  ///< The decisive line of the reader's file.
  int schedules = 0;              ///< How many were tried.
};

/// Why a chapter could not be built: the first error.
struct BuildError {
  std::string message;
  std::string excerpt;  ///< The lines that the compiler shows.
  std::optional<Location> where;
};

/// What came of checking a chapter.
struct Verdict {
  int chapter = 0;
  std::vector<CaseResult> cases;    ///< In the order of the contract.
  std::optional<BuildError> error;  ///< There are no cases then.

  [[nodiscard]] bool passed() const;
  /// The first case that fails; null when none does.
  [[nodiscard]] const CaseResult* first_failure() const;
  /// How many tasks the chapter's cases belong to.
  [[nodiscard]] int tasks() const;
  /// How many tasks, from the first one on, have no case that fails.
  [[nodiscard]] int tasks_done() const;
  /// The first task with a case that fails; 0 when there is none.
  [[nodiscard]] int first_open_task() const;
  /// How many schedules the cases were tried under.
  [[nodiscard]] int schedules() const;
};

}  // namespace program
