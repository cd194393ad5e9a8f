/// @file
/// What a failing test case printed, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "process/run_child.hpp"
#include "project/project.hpp"
#include "testing/verdict.hpp"

namespace program {

/// What went wrong, in one sentence: as the explorer, a check of Catch2's or
/// unfinished code says it.
[[nodiscard]] std::string sentence_of(const Finished& run);

/// Whether the run ended at unfinished code.
[[nodiscard]] bool is_unfinished(const Finished& run);

/// A report of the explorer's: its trace, and how to see that schedule again.
struct Report {
  std::string trace;
  std::string again;
};

/// Takes the report apart. Leaves out the sentence, which is shown above it.
[[nodiscard]] Report parse_report(std::string_view text,
                                  std::string_view sentence);

/// The line of the reader's that matters most: one that the sentence names, or
/// else the last one of the decisive steps, or of the whole trace. None where
/// all that is known is what a test expected.
[[nodiscard]] std::optional<Location> decisive_place(std::string_view sentence,
                                                     std::string_view text,
                                                     const Project& project);

/// How many schedules and orders were tried, by what the tests printed.
[[nodiscard]] Tried tried_by(std::string_view text);

}  // namespace program
