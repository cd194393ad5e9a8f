/// @file
/// What becomes of a schedule that crashes, or does not come to an end.
#pragma once

#include <sys/types.h>

#include "child.hpp"
#include "record.hpp"

namespace explorer::core {

/// For the child: crashes and sanitizers' reports are put on record, and so
/// is where a stuck thread is, when the parent asks.
void catch_faults(Record& record);

/// For the parent: looks after the child and, when its running thread has
/// not come to a scheduling point for two seconds, asks where it is. Judges
/// by processor time, so that a busy machine is no reason to complain.
Watch watch_over(Record& record);

}  // namespace explorer::core
