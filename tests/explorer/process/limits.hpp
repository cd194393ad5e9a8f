/// @file
/// How much a child process may use before its schedule has failed. All of
/// it is far more than a test of concurrent code needs.
#pragma once

#include <cstddef>

#include "process/usage.hpp"

namespace explorer::core {

/// What the body's threads have allocated and not freed.
inline constexpr std::ptrdiff_t most_memory = std::ptrdiff_t{1} << 30;

/// The same with all that it takes to watch over it: of small blocks that
/// can be ten times as much.
inline constexpr std::size_t most_resident_memory = std::size_t{3} << 29;

/// Of processor time, for one schedule and without a scheduling point.
inline constexpr Ticks most_ticks = 2'000;
inline constexpr Ticks most_ticks_at_once = 100;

/// Looks at a child, of which there are ten per second: while all of its
/// threads wait; until it answers; and however busy the machine is.
inline constexpr int most_waiting_looks = 20;
inline constexpr int most_asking_looks = 10;
inline constexpr int most_looks = 3'000;

/// Divides the limits that a body reaches with nothing but time. Code that is
/// stuck in one body is stuck in the next: it is then said sooner, so that a
/// program of forty bodies says it in half a minute. A child has its parent's.
inline int impatience = 1;
inline constexpr int impatience_once_stuck = 4;

}  // namespace explorer::core
