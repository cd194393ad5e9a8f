/// @file
/// Lines that were passed on the way from one step to the next.
#pragma once

#include <cstddef>
#include <vector>

#include "trace/trace.hpp"

namespace explorer::core {

/// Puts the last `count` of them among the steps.
void add_lines(Trace& trace, std::size_t count);

}  // namespace explorer::core
