#include "process/usage.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace explorer::core {
namespace {

std::string folder_of(pid_t process) {
  return "/proc/" + std::to_string(process);
}

ThreadUse read_stat(const std::string& path) {
  ThreadUse use;
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return use;
  unsigned long user = 0;
  unsigned long system = 0;
  // The second field is the program's name in parentheses.
  const int count = std::fscanf(
      file, "%*d (%*[^)]) %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
      &use.state, &user, &system);
  std::fclose(file);
  if (count == 3) use.ticks = user + system;
  return use;
}

}  // namespace

ThreadUse use_of(pid_t process, pid_t thread) {
  return read_stat(folder_of(process) + "/task/" + std::to_string(thread) +
                   "/stat");
}

Ticks ticks_of(pid_t process) {
  return read_stat(folder_of(process) + "/stat").ticks;
}

bool somebody_runs(pid_t process) {
  std::error_code gone;
  return std::ranges::any_of(
      fs::directory_iterator{folder_of(process) + "/task", gone},
      [&](const auto& thread) {
        const pid_t id = std::atoi(thread.path().filename().c_str());
        const char state = use_of(process, id).state;
        return state == 'R' || state == 'D';
      });
}

std::size_t resident_bytes(pid_t process) {
  const std::string path = folder_of(process) + "/statm";
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return 0;
  std::size_t pages = 0;
  const int count = std::fscanf(file, "%*u %zu", &pages);
  std::fclose(file);
  static const auto page_size =
      static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return count == 1 ? pages * page_size : 0;
}

}  // namespace explorer::core
