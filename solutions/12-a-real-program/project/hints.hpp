/// @file
/// A chapter's hints: a text file beside its page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace program {

/// The hints for one task, from a nudge to almost the answer.
struct TaskHints {
  int task = 0;
  std::string title;  ///< As in "Channel::send".
  std::vector<std::string> hints;
};

/// Understands a hints.txt: headings "[task 1] Channel::send", hints separated
/// by lines of "--".
[[nodiscard]] std::vector<TaskHints> parse_hints(std::string_view text);

}  // namespace program
