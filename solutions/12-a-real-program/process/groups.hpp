/// @file
/// The process groups of all children, so that a signal can reach every one of
/// them and never somebody else.
#pragma once

#include <sys/types.h>

#include <functional>
#include <mutex>
#include <set>

namespace program {

/// The groups of the children that have not been waited for.
class Groups {
 public:
  /// Starts a process by `spawn`, which returns its number; its group is one of
  /// them from then on. A signal to all of them waits for that, and misses
  /// nobody. Throws what `spawn` throws.
  pid_t start(const std::function<pid_t()>& spawn);

  /// Sends a signal to the whole group, unless it has been waited for.
  void signal(pid_t group, int number) const;

  /// Sends it to all of them.
  void signal_all(int number) const;

  /// Kills what is left of the group and waits for its first process. Returns
  /// what waitpid() says.
  int wait_for(pid_t group);

 private:
  mutable std::mutex mutex_;
  // Each number in it is ours; once waited for, it may be somebody else's.
  std::set<pid_t> groups_;  // guarded by mutex_
};

/// Those of this program.
[[nodiscard]] Groups& groups_of_children();

/// Stops this program and its children, as Ctrl-Z does; returns when it is
/// told to go on, as by `fg`, and so are they.
void stop_until_continued();

}  // namespace program
