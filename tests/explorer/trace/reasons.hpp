/// @file
/// What would have ordered two steps.
#pragma once

#include <string>

#include "core/record.hpp"
#include "trace/trace.hpp"

namespace explorer::core {

/// Why an old value was read, and why nothing orders the two accesses of a
/// data race. Empty if there is nothing to say.
std::string reasons(const Trace& whole, const Record& record);

}  // namespace explorer::core
