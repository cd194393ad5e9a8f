/// @file
/// Runs test cases several at a time: jobs go out on one channel, results come
/// back on another.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "process/cancel.hpp"
#include "project/project.hpp"
#include "testing/test_program.hpp"
#include "testing/verdict.hpp"

namespace program {

/// One case of one test program.
struct CaseRun {
  fs::path program;
  TestCase test;
};

/// Runs them, as many at a time as there are processors, until the verdict is
/// known: until all have passed, or a case has failed, in all of its programs
/// that come next to each other, and all before it have passed. What still runs
/// then is ended. Calls `on_progress(passed)` on this thread whenever a run has
/// ended: how many have passed, from the first on. The results are in the order
/// of `runs`. Throws Cancelled, and std::system_error when no thread can be
/// started.
[[nodiscard]] std::vector<CaseResult> run_cases(
    const std::vector<CaseRun>& runs, const Project& project,
    const Cancel& cancel, const std::function<void(std::size_t)>& on_progress);

}  // namespace program
