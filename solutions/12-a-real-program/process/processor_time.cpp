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

// The second field: for how long the thread was ready to run, and did not.
std::chrono::nanoseconds waited_in(const fs::path& schedstat) {
  std::ifstream fields{schedstat};
  long long ran = 0;
  long long waited = 0;
  fields >> ran >> waited;
  return std::chrono::nanoseconds{waited};
}

std::chrono::nanoseconds used_in(const fs::path& stat) {
  static const long per_second = ::sysconf(_SC_CLK_TCK);
  return std::chrono::nanoseconds{std::chrono::seconds{ticks_in(stat)}} /
         per_second;
}

void add_process(ProcessorTime& all, const fs::path& process) {
  all.used += used_in(process / "stat");
  std::error_code gone;
  for (const auto& thread : fs::directory_iterator{process / "task", gone}) {
    all.waited += waited_in(thread.path() / "schedstat");
    std::ifstream children{thread.path() / "children"};
    for (std::string child; children >> child;) {
      add_process(all, process.parent_path() / child);
    }
  }
}

}  // namespace

ProcessorTime processor_time(pid_t process) {
  ProcessorTime all;
  add_process(all, fs::path{"/proc/" + std::to_string(process)});
  return all;
}

}  // namespace program
