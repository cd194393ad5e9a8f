#include "process/groups.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace program {

pid_t Groups::start(const std::function<pid_t()>& spawn) {
  std::lock_guard lock{mutex_};
  return *groups_.insert(spawn()).first;
}

void Groups::signal(pid_t group, int number) const {
  std::lock_guard lock{mutex_};
  if (groups_.contains(group)) ::kill(-group, number);
}

void Groups::signal_all(int number) const {
  std::lock_guard lock{mutex_};
  for (const pid_t group : groups_) ::kill(-group, number);
}

int Groups::wait_for(pid_t group) {
  std::lock_guard lock{mutex_};
  int status = 0;
  ::kill(-group, SIGKILL);
  ::waitpid(group, &status, 0);
  groups_.erase(group);
  return status;
}

Groups& groups_of_children() {
  static Groups groups;
  return groups;
}

void stop_until_continued() {
  groups_of_children().signal_all(SIGSTOP);
  ::kill(::getpid(), SIGSTOP);
  groups_of_children().signal_all(SIGCONT);
}

}  // namespace program
