/// @file
/// How much processor time a process has had, and how much it has waited for.
#pragma once

#include <sys/types.h>

#include <chrono>

namespace program {

/// What a process and its descendants have had of the processors. 0 where the
/// system does not tell it.
struct ProcessorTime {
  /// That of all that live or were waited for.
  std::chrono::nanoseconds used{};
  /// In which threads that live were ready to run, and others ran.
  std::chrono::nanoseconds waited{};
};

/// What the process and its descendants have had so far.
[[nodiscard]] ProcessorTime processor_time(pid_t process);

}  // namespace program
