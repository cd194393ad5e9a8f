/// @file
/// How much processor time a process has used.
#pragma once

#include <sys/types.h>

#include <chrono>

namespace program {

/// The processor time of a process and of all its descendants that live or
/// were waited for. 0 where the system does not tell it.
[[nodiscard]] std::chrono::milliseconds processor_time(pid_t process);

}  // namespace program
