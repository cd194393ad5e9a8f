/// @file
/// What becomes of a schedule that crashes or is stuck.
#pragma once

#include "core/record.hpp"

namespace explorer::core {

/// For the child: crashes and sanitizers' reports are put on record, and so
/// is where a stuck thread is, when the parent asks.
void catch_faults(Record& record);

}  // namespace explorer::core
