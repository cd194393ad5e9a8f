/// @file
/// The report, as a person reads it.
#pragma once

#include <string>

#include "core/record.hpp"
#include "explorer.hpp"
#include "search/settings.hpp"
#include "trace/trace.hpp"

namespace explorer::core {

Report report_of_success(const Record& record, std::uint64_t seed);

/// What else there is to know of a failure.
struct Circumstances {
  Replay again;        ///< How to see it again.
  std::string output;  ///< What the body wrote.
  int schedules = 0;   ///< How many were run.
  std::string svg;     ///< The file for a picture, if one is wanted.
  std::string json;    ///< The file for other programs, if one is wanted.
  Look look;           ///< What the text is written for.
};

Report report_of_failure(const Record& record, const Circumstances& its);

}  // namespace explorer::core
