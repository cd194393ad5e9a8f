/// @file
/// The one screen of `workbook watch`: a pure function of what is known.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "project/project.hpp"
#include "screen/render.hpp"
#include "screen/terminal.hpp"
#include "screen/text.hpp"
#include "testing/verdict.hpp"

namespace program {

/// What is between the status and the keys.
enum class View { verdict, list, page };

/// What there is to show.
struct WatchState {
  std::vector<ChapterRow> rows;    ///< All chapters.
  Chapter chapter;                 ///< The one in hand.
  std::optional<Verdict> verdict;  ///< What its tests said last.
  std::string doing;               ///< What is being done; empty: nothing.
  std::chrono::seconds so_far{};   ///< For how long.
  std::string note;                ///< Something to say, in a line.
  View view = View::verdict;
  Page page;               ///< A hint or a diff, for View::page.
  std::size_t scroll = 0;  ///< How many lines are above the screen.

  /// The chapter in hand passes, and nothing is being done.
  [[nodiscard]] bool passed() const {
    return verdict && verdict->passed() && doing.empty();
  }
  /// The schedule that fails is recorded.
  [[nodiscard]] bool can_be_stepped_through() const {
    const CaseResult* failure = verdict ? verdict->first_failure() : nullptr;
    return failure != nullptr && !failure->schedule.empty();
  }
};

/// The whole screen: bar, status, what there is to read, keys. As many lines
/// as the terminal has rows.
[[nodiscard]] Page watch_screen(const WatchState& state, const Size& size);

/// How far one can scroll.
[[nodiscard]] std::size_t last_scroll(const WatchState& state,
                                      const Size& size);

}  // namespace program
