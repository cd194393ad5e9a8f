/// @file
/// Looks after a child process in which a schedule may be stuck.
#pragma once

#include "core/record.hpp"
#include "process/child.hpp"

namespace explorer::core {

/// For the parent: looks after the child and, when its running thread has
/// not come to a scheduling point for two seconds, asks where it is. Judges
/// by processor time, so that a busy machine is no reason to complain.
Watch watch_over(Record& record);

}  // namespace explorer::core
