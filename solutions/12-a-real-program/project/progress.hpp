/// @file
/// Where the reader is: what the tests said of the files as they are.
#pragma once

#include <string>

#include "project/notes_owner.hpp"
#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// What is known of a chapter.
struct Standing {
  bool tested = false;   ///< Its tests were run on the files as they are.
  bool changed = false;  ///< They were run, but on other files than these.
  bool passed = false;   ///< They passed, when they were run.
  int tasks = 0;
  int tasks_done = 0;
  int open_task = 0;   ///< The first that is not done.
  bool builds = true;  ///< If not, the tasks are as they were when it did.

  /// The chapter passes, as its files are.
  [[nodiscard]] bool done() const noexcept { return tested && passed; }
};

/// Test results by the content of the files that they are about: a change
/// of a file of a chapter that passed has it tested again.
class Progress {
 public:
  explicit Progress(const Project& project);

  /// What is known of the chapter now.
  [[nodiscard]] Standing of(const Chapter& chapter);

  /// The first chapter that does not pass, or is not known to; the last one
  /// when all do.
  [[nodiscard]] const Chapter& in_hand();

  /// Whether every chapter passes.
  [[nodiscard]] bool complete();

  /// A hash of the content of every file that can change the verdict.
  [[nodiscard]] std::string fingerprint(const Chapter& chapter) const;

  /// Keeps the verdict on files that had this fingerprint.
  void record(const Verdict& verdict, const std::string& fingerprint);

 private:
  [[nodiscard]] int tasks_of(const Chapter& chapter) const;
  [[nodiscard]] int task_in_hand(const Chapter& chapter) const;

  const Project& project_;
  NotesOwner notes_;
};

}  // namespace program
