/// @file
/// The commands. Each returns the program's exit status: 0 passes or done,
/// 1 not yet. They throw UserError when asked for what cannot be.
#pragma once

#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "commands/session.hpp"

namespace program {

/// Shows where the reader is.
int show_overview(Session& session);

/// Checks chapters and prints the verdicts.
int check(Session& session, const Arguments& arguments);

/// Checks at every save, until told to stop.
int watch(Session& session, const Arguments& arguments);

/// Shows the next hint.
int hint(Session& session, const Arguments& arguments);

/// Copies the solutions of chapters over the reader's files, one after the
/// other.
int take(Session& session, const std::vector<int>& chapters);

/// Brings back what a chapter began with.
int reset(Session& session, int number);

/// Shows the reader's files beside the solution.
int diff(Session& session, const Arguments& arguments);

/// Opens the schedule that failed last in a browser.
int show(Session& session);

/// Plays one round: which mistake is it?
int hunt(Session& session, int number);

/// Builds the reader's op-count program and becomes it.
int run(Session& session, const std::vector<std::string>& arguments);

}  // namespace program
