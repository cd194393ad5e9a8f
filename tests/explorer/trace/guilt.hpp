/// @file
/// Which line to look at first.
#pragma once

#include "trace/trace.hpp"

namespace explorer::core {

/// Marks the step whose line is most likely to blame.
void mark_bold(Trace& trace);

}  // namespace explorer::core
