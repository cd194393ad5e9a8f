#include "on_real_threads/settled.hpp"

#include <chrono>
#include <thread>

#ifdef __linux__

#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace explorer::core {
namespace {

/// How often each of the other threads has run so far; nothing if one of
/// them runs now.
std::optional<std::string> runs_of_waiting_threads() {
  const std::string self = std::to_string(::syscall(SYS_gettid));
  std::string all;
  for (const auto& task :
       std::filesystem::directory_iterator{"/proc/self/task"}) {
    if (task.path().filename() == self) continue;
    std::ifstream status{task.path() / "status"};
    for (std::string line; std::getline(status, line);) {
      const bool state = line.starts_with("State:");
      if (state && line.find("(sleeping)") == line.npos) return std::nullopt;
      if (line.find("ctxt_switches:") != line.npos) all += line + '\n';
    }
  }
  return all;
}

}  // namespace

/// Two looks, one after the other: a thread that waits in both, and has not run
/// in between, was waiting at the moment between the two. So at that moment all
/// of them were.
void wait_until_others_wait() {
  for (;;) {
    try {
      const auto first = runs_of_waiting_threads();
      if (first && first == runs_of_waiting_threads()) return;
    } catch (const std::filesystem::filesystem_error&) {
      // A thread ended while we looked.
    }
    std::this_thread::sleep_for(std::chrono::microseconds{100});
  }
}

}  // namespace explorer::core

#else

namespace explorer::core {

/// The best we can do without asking the system.
void wait_until_others_wait() {
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
}

}  // namespace explorer::core

#endif
