/// @file
/// Where a child process runs.
#pragma once

namespace explorer::core {

/// For the child: all its threads share one processor, since only one runs
/// at a time, and handing over is twice as fast then. It is one that no other
/// child has, as long as there is such a one.
void stay_on_one_processor();

}  // namespace explorer::core
