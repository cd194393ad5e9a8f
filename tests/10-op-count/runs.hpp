/// @file
/// Runs of count_ops() small enough to explore, and what they must count.
#pragma once

#include <chrono>
#include <cstdint>

#include "explorer.hpp"
#include "watched.hpp"

namespace workbook_tests {

inline constexpr workbook::OpCountOptions small{
    .readers = 1,
    .writers = 1,
    .keys = 2,
    .pause = std::chrono::milliseconds{2},
    .run_for = std::chrono::milliseconds{3}};

/// Time is exact: an operation takes none, and a rest takes what it should.
inline constexpr explorer::Options exact{
    .schedules = 500, .spurious_wakeups = true, .needs_virtual_time = true};
inline constexpr explorer::Options exact_and_long{
    .schedules = 100, .spurious_wakeups = true, .needs_virtual_time = true};

/// The same on both kinds of state.
inline constexpr auto both = {&workbook::count_ops,
                              &workbook::count_ops_locked};

inline void expect_counts(const workbook::OpCounts& counts, std::uint64_t reads,
                          std::uint64_t writes) {
  explorer::expect_equal(counts.reads, reads,
                         "reads: as many as there was time for");
  explorer::expect_equal(counts.writes, writes,
                         "writes: as many as there was time for");
}

}  // namespace workbook_tests
