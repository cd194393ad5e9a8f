/// @file
/// Runs a child process to its end, if it has the time and nobody cancels.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/cancel.hpp"

namespace program {

/// How long a child process may take.
struct Limits {
  /// By the clock. Time in which we are stopped ourselves, as by Ctrl-Z, does
  /// not count; nor, with a limit of processor time, does time in which the
  /// child is ready to run and others have the processors.
  std::chrono::seconds wall;
  /// Of processor time, its children's included. Where the system does not
  /// tell it, `wall` is the only limit.
  std::optional<std::chrono::seconds> processor = std::nullopt;
};

/// Which limit was reached.
enum class Limit { none, wall, processor };

/// A child process that has ended.
struct Finished {
  std::string out;    ///< What it wrote to stdout: the first 4 MB of it.
  std::string error;  ///< The same of stderr.
  int status = 0;     ///< What waitpid() said.
  Limit reached = Limit::none;  ///< It was ended for this reason.

  /// It ended by itself, with exit status 0.
  [[nodiscard]] bool succeeded() const noexcept {
    return status == 0 && reached == Limit::none;
  }
};

/// How the process ended, in words, as in "ended with exit status 3".
[[nodiscard]] std::string how_it_ended(const Finished& finished);

/// Is called with what a child writes to stdout, piece by piece.
using OnOutput = std::function<void(std::string_view)>;

/// Runs a program and waits for it. Ends it, and all that it started, when a
/// limit is reached or `cancel` is closed. Throws Cancelled in that case, and
/// std::system_error when there is no such program.
[[nodiscard]] Finished run_to_end(const std::vector<std::string>& words,
                                  const Cancel& cancel, const Limits& limits,
                                  const OnOutput& on_output = {});

}  // namespace program
