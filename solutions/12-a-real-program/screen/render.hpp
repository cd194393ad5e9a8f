/// @file
/// What results look like: pure functions from what is known to lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "project/progress.hpp"
#include "project/project.hpp"
#include "screen/text.hpp"
#include "testing/verdict.hpp"

namespace program {

/// A chapter and what is known of it.
struct ChapterRow {
  Chapter chapter;
  Standing standing;
};

/// All chapters in a line: a box a task, filled when it is done.
[[nodiscard]] TextLine progress_bar(const std::vector<ChapterRow>& rows);

/// A line a chapter; `in_hand` is marked.
[[nodiscard]] Page chapter_list(const std::vector<ChapterRow>& rows,
                                int in_hand);

/// Where the reader is.
[[nodiscard]] Page overview(const std::vector<ChapterRow>& rows, int in_hand);

/// What came of checking the chapter, in one line.
[[nodiscard]] TextLine verdict_title(const Verdict& verdict,
                                     const Chapter& chapter);

/// The first thing that is wrong, in full; after a pass what the compiler warns
/// of.
[[nodiscard]] Page verdict_body(const Verdict& verdict, std::size_t width);

}  // namespace program
