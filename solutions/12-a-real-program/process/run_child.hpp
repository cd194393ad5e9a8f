/// @file
/// Runs a child process to its end, if it has the time and nobody cancels.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "process/cancel.hpp"

namespace program {

/// A child process that has ended.
struct Finished {
  std::string out;        ///< What it wrote to stdout.
  std::string error;      ///< What it wrote to stderr.
  int status = 0;         ///< What waitpid() said.
  bool too_slow = false;  ///< It was ended because its time was over.

  /// It ended by itself, with exit status 0.
  [[nodiscard]] bool succeeded() const noexcept {
    return status == 0 && !too_slow;
  }
};

/// How the process ended, in words, as in "ended with exit status 3".
[[nodiscard]] std::string how_it_ended(const Finished& finished);

/// Runs a program and waits for it. Ends it, and all that it started, when
/// `limit` is over or `cancel` is closed. Throws Cancelled in that case, and
/// std::system_error when there is no such program.
[[nodiscard]] Finished run_to_end(const std::vector<std::string>& words,
                                  const Cancel& cancel,
                                  std::chrono::seconds limit);

}  // namespace program
