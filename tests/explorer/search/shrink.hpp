/// @file
/// From a schedule that fails to a simpler one that fails in the same way.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <span>

#include "strategies/script.hpp"

namespace explorer::core {

/// What it may take to make a schedule simpler, in moves of all those that are
/// tried together: about a second. No limit in time, since the same schedule
/// must come to the same everywhere.
inline constexpr int most_moves_to_shrink = 250'000;

/// What makes a schedule hard to read, the worst first.
struct Cost {
  int old_values = 0;
  int switches = 0;
  int preemptions = 0;  ///< Switches from a thread that could have gone on.
  int moves = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 here
  auto operator<=>(const Cost&) const = default;
};

/// A script that failed as the first one did.
struct Failing {
  Script script;  ///< As it was followed in the end.
  Cost cost;
};

/// Runs the scripts until one fails, and returns its index; the script is set
/// if it failed as wanted. Nothing, if all pass.
struct Tried {
  std::size_t index;
  std::optional<Failing> failing;
};
using TryScripts = std::function<std::optional<Tried>(std::span<const Script>)>;

/// Greedy: takes old values and turns away, or moves turns together, as long as
/// the schedule still fails, at less cost and within most_moves_to_shrink.
Failing shrink(Failing found, const TryScripts& try_scripts);

}  // namespace explorer::core
