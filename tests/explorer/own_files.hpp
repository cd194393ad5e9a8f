/// @file
/// Whose lines matter most in a report.
#pragma once

namespace explorer {

/// Names the files that are under test, without their folders and with spaces
/// between them. A trace then shows a step at the line of theirs that led to
/// it, and folds what goes on elsewhere first. Without it every file counts
/// that is neither a system's header nor the explorer's. `names` must live as
/// long as the program; may be called before main().
void set_own_files(const char* names) noexcept;

/// As it was set, or empty.
const char* own_files() noexcept;

}  // namespace explorer
