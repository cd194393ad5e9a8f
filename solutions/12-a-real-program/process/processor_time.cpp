#include "process/processor_time.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace program {
namespace {

namespace fs = std::filesystem;

// In ticks of the system: that of the process's own threads, and that of the
// children it has waited for.
long ticks_in(const fs::path& stat) {
  std::ifstream in{stat};
  std::string line;
  std::getline(in, line);
  // The second field is the program's name in parentheses.
  std::istringstream fields{line.substr(line.rfind(')') + 1)};
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  long all = 0;
  for (int field = 14; field < 18; ++field) {
    long ticks = 0;
    fields >> ticks;
    all += ticks;
  }
  return all;
}

long ticks_of(const fs::path& process) {
  long ticks = ticks_in(process / "stat");
  std::error_code gone;
  for (const auto& thread : fs::directory_iterator{process / "task", gone}) {
    std::ifstream children{thread.path() / "children"};
    for (std::string child; children >> child;) {
      ticks += ticks_of(process.parent_path() / child);
    }
  }
  return ticks;
}

}  // namespace

std::chrono::milliseconds processor_time(pid_t process) {
  const fs::path folder{"/proc/" + std::to_string(process)};
  const long per_second = ::sysconf(_SC_CLK_TCK);
  return std::chrono::milliseconds{ticks_of(folder) * 1000 / per_second};
}

}  // namespace program
