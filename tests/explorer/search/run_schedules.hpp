/// @file
/// Running the body under one schedule after another, in this process.
#pragma once

#include <cstdint>
#include <limits>

#include "core/record.hpp"
#include "strategies/oracle.hpp"

namespace explorer::core {

/// What stays the same over all schedules of one body.
struct Setup {
  Body body;
  Options options;
  std::uint64_t seed = 1;
  int tell_from = nothing_told;  ///< Write down the steps from this one on.

  static constexpr int nothing_told = std::numeric_limits<int>::max();
};

/// The schedules to run, one after another, until one fails.
class Plan {
 public:
  Plan() = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
  virtual ~Plan() = default;

  /// Decides the next schedule; null when there is none.
  virtual Oracle* next(Record& record) = 0;

  /// The schedule has passed.
  virtual void passed(Record& record) { ++record.schedules; }
};

/// Runs the plan. The record says what came of it. If a schedule failed, its
/// threads stay where they are: the process is good for nothing but
/// its end.
void run(Plan& plan, const Setup& setup, Record& record);

/// The next random number of the schedule that runs.
std::uint64_t draw();

}  // namespace explorer::core
