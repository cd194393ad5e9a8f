/// @file
/// What is true on the average only.
#pragma once

namespace explorer {

/// Fails the schedule: something came to pass `count` times, and not about
/// `mean` times. No step is to blame for such a count, so the report has no
/// trace. For bodies.
void fail_count(int count, int mean, const char* what);

}  // namespace explorer
