/// @file
/// A chapter's test program: which cases it has, and what comes of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/cancel.hpp"
#include "process/run_child.hpp"
#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// One case of a test program.
struct TestCase {
  std::string name;
  int task = 0;
};

/// The cases of what `--list-tests --reporter xml` prints.
[[nodiscard]] std::vector<TestCase> parse_cases(std::string_view xml);

/// The case's name as Catch2 wants to have it on its command line.
[[nodiscard]] std::string as_filter(std::string_view name);

/// What a run of the one case says.
[[nodiscard]] CaseResult judge(const TestCase& test, const Finished& run,
                               const Project& project);

/// The cases of the test program, in its order. Throws Cancelled.
[[nodiscard]] std::vector<TestCase> list_cases(const fs::path& program,
                                               const Cancel& cancel);

/// Runs one case in a process of its own and says what came of it: whatever it
/// does to itself, the others have their say. Throws Cancelled.
[[nodiscard]] CaseResult run_case(const fs::path& program, const TestCase& test,
                                  const Project& project, const Cancel& cancel);

}  // namespace program
