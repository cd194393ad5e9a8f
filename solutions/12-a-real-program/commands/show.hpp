/// @file
/// The reader's failing schedule in a browser.
#pragma once

#include <string>

#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// Where the schedule that failed last is, if there was one.
[[nodiscard]] fs::path schedule_page(const Project& project);

/// Writes the page of the case that the verdict shows as failing. False when
/// no schedule of it was recorded. Throws UserError when it cannot be written.
bool keep_schedule(const Project& project, const Verdict& verdict);

/// Opens the page; says so. Throws UserError when there is none, or no browser.
[[nodiscard]] std::string open_schedule(const Project& project);

}  // namespace program
