/// @file
/// What every command works with.
#pragma once

#include <string>
#include <vector>

#include "project/notes_owner.hpp"
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
  NotesOwner notes;  ///< Hints that were shown, the score of the hunts.
};

/// Thrown when a signal asked the program to end.
struct Interrupted {
  int signal = 0;
  std::string doing;  ///< What was being done, if anything was.
};

/// Runs the work as a job to its end, saying on stderr how it goes. Returns
/// the verdicts; throws UserError for Trouble, and Interrupted.
[[nodiscard]] std::vector<Verdict> follow(Job::Work work);

}  // namespace program
