/// @file
/// What every command works with.
#pragma once

#include <vector>

#include "process/signals.hpp"
#include "project/keeper.hpp"
#include "project/progress.hpp"
#include "project/project.hpp"
#include "testing/job.hpp"

namespace program {

/// One run of the program.
struct Session {
  explicit Session(const Project& where)
      : project(where),
        progress(project),
        notes(project.notes_folder() / "notes.txt") {}

  const Project& project;
  Progress progress;
  Keeper notes;  ///< Hints that were shown, the score of the hunts.
  Signals signals;
};

/// Thrown when a signal asked the program to end.
struct Interrupted {
  int signal = 0;
};

/// Follows a job to its end, saying on stderr how it goes. Returns the
/// verdicts; throws UserError for Trouble, and Interrupted.
[[nodiscard]] std::vector<Verdict> follow(Job& job, Signals& signals);

/// Runs the work as a job and follows it.
[[nodiscard]] std::vector<Verdict> follow(Job::Work work, Signals& signals);

}  // namespace program
