/// @file
/// Builds and tests chapters.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "process/cancel.hpp"
#include "project/progress.hpp"
#include "project/project.hpp"
#include "testing/job.hpp"
#include "testing/verdict.hpp"

namespace program {

/// Which chapters to check, in which order.
struct Plan {
  std::vector<int> chapters;
  bool trust_known = false;      ///< Skip those that are known to pass.
  bool stop_at_failure = false;  ///< Nothing after the first that fails.
};

/// All chapters with exercises, up to the first that fails.
[[nodiscard]] Plan up_to_first_failure(const Project& project);

/// Work for a Job: checks the chapters of the plan, records and tells each
/// verdict. `project` and `progress` must outlive the job.
[[nodiscard]] Job::Work check_chapters(const Project& project,
                                       Progress& progress, Plan plan);

/// Runs every case of the test programs of a chapter. Throws Cancelled.
[[nodiscard]] Verdict test_chapter(const Project& project,
                                   const Chapter& chapter,
                                   const std::vector<fs::path>& programs,
                                   const Cancel& cancel, const Tell& tell);

}  // namespace program
