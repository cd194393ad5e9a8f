/// @file
/// Chapter 14: whether anybody else could still come.
#pragma once

#include <cstddef>

#ifdef __linux__
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#endif

namespace workbook {

#ifdef __linux__

/// How many threads this process has; 0 where the system does not tell.
[[nodiscard]] inline std::size_t count_threads() noexcept {
  // A folder has a link from itself, one from its parent, and one from each
  // folder in it: here, one a thread.
  struct stat threads {};
  if (::stat("/proc/self/task", &threads) != 0) return 0;
  return threads.st_nlink - 2;
}

/// Whether a thread, of which this is the folder, is on its way out: it runs
/// nothing of ours any more.
[[nodiscard]] inline bool is_ending(const std::filesystem::path& thread) {
  constexpr unsigned exiting = 4;  // the kernel's PF_EXITING
  std::ifstream file{thread / "stat"};
  std::string line;
  std::getline(file, line);
  // After the name: the state, five numbers of no interest, the flags.
  std::istringstream fields{line.substr(line.rfind(')') + 1)};
  std::string skipped;
  for (int i = 0; i < 6; ++i) fields >> skipped;
  unsigned flags = exiting;  // of one that is gone, too
  fields >> flags;
  return (flags & exiting) != 0;
}

/// Whether at least `wanted` threads of this process are on their way out.
[[nodiscard]] inline bool are_ending(std::size_t wanted) {
  using Folder = std::filesystem::directory_iterator;
  const std::filesystem::path threads = "/proc/self/task";
  // As soon as one more runs than may, we know.
  auto may_run = std::distance(Folder{threads}, Folder{}) -
                 static_cast<std::ptrdiff_t>(wanted);
  for (const auto& thread : Folder{threads}) {
    if (is_ending(thread.path())) {
      if (--wanted == 0) return true;
    } else if (--may_run < 0) {
      return false;
    }
  }
  return false;
}

/// Whether this process has no more than `count` threads: then nobody can
/// come but they. False where the system does not tell.
///
/// A thread that was joined may be on its way out for some microseconds more,
/// and does not count. To find that out costs some microseconds as well.
[[nodiscard]] inline bool no_threads_but(std::size_t count) {
#if defined(__SANITIZE_THREAD__)
  ++count;  // the sanitizer has one of its own
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
  ++count;
#endif
#endif
  for (;;) {
    const std::size_t all = count_threads();
    if (all <= count) return all > 0;
    if (are_ending(all - count)) return true;
    if (count_threads() == all) return false;
  }
}

#else

[[nodiscard]] inline bool no_threads_but(std::size_t count) noexcept {
  return count == 0;
}

#endif

}  // namespace workbook
