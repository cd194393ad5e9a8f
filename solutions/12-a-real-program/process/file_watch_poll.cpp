// File changes where the system cannot tell: we look twice a second.
#if !defined(__linux__) && !defined(__APPLE__)

#include <poll.h>

#include <map>

#include "process/file_watch.hpp"
#include "project/files.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

using Times = std::map<fs::path, fs::file_time_type>;

Times times_in(const fs::path& folder) {
  Times times;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator{folder, gone}) {
    for (const fs::path& file : sources_in(entry.path())) {
      times[file] = fs::last_write_time(file, gone);
    }
  }
  return times;
}

}  // namespace

std::function<std::optional<fs::path>(int)> next_change(
    const fs::path& folder) {
  return [folder, known = times_in(folder)](
             int stop) mutable -> std::optional<fs::path> {
    for (;;) {
      pollfd wake{stop, POLLIN, 0};
      if (::poll(&wake, 1, 500) != 0) return std::nullopt;
      Times now = times_in(folder);
      if (now == known) continue;
      known = std::move(now);
      return folder;
    }
  };
}

}  // namespace program

#endif
