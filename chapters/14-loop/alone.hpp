/// @file
/// Chapter 14: whether anybody else could still come.
#pragma once

#include <cstddef>

#ifdef __linux__
#include <sys/stat.h>
#endif

namespace workbook {

/// Whether this process has no more than `count` threads: then nobody can
/// come but they. False where the system does not tell.
[[nodiscard]] inline bool no_threads_but(std::size_t count) noexcept {
#ifdef __linux__
#if defined(__SANITIZE_THREAD__)
  ++count;  // the sanitizer has one of its own
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
  ++count;
#endif
#endif
  // A folder has a link from itself, one from its parent, and one from each
  // folder in it: here, one a thread.
  struct stat threads {};
  return ::stat("/proc/self/task", &threads) == 0 &&
         threads.st_nlink <= count + 2;
#else
  return count == 0;
#endif
}

}  // namespace workbook
