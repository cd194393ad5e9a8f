/// @file
/// The report, as a person reads it.
#pragma once

#include <string>

#include "explorer.hpp"
#include "record.hpp"
#include "settings.hpp"

namespace explorer::core {

Report report_of_success(const Record& record, std::uint64_t seed);

/// `again` is the schedule to replay, `output` what the body wrote.
Report report_of_failure(const Record& record, const Replay& again,
                         const std::string& output, int schedules);

}  // namespace explorer::core
