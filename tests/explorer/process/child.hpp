/// @file
/// Work in a process of its own, which cannot harm ours.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace explorer::core {

/// How a child process ended.
struct Ending {
  int status = 0;      ///< What it exited with, if it did.
  int signal = 0;      ///< What killed it otherwise.
  std::string output;  ///< What it wrote on stdout and stderr.
};

/// What the parent may ask while the child works: called a few times per
/// second with the child's id; returns false to have it killed.
using Watch = std::function<bool(pid_t)>;

/// Forks, works, and waits for the child's end. The child never outlives the
/// parent, and its output is kept from the terminal.
Ending in_child(const std::function<void()>& work, const Watch& watch);

/// Throws away what the child has written so far.
void forget_output();

}  // namespace explorer::core
