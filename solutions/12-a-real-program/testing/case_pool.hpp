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

/// Runs them all, as many at a time as there are processors, and calls
/// `on_result(ended)` on this thread after each. The results are in the order
/// of `runs`. Throws Cancelled.
[[nodiscard]] std::vector<CaseResult> run_cases(
    const std::vector<CaseRun>& runs, const Project& project,
    const Cancel& cancel, const std::function<void(std::size_t)>& on_result);

}  // namespace program
