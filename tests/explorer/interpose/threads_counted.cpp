// How many threads the program has, as it may ask the system: the explorer's
// own is not one of them.

#include <sys/stat.h>

#include <string_view>

#include "core/libc.hpp"
#include "core/scheduler.hpp"

// There in a program instrumented as for the thread sanitizer. It counts one
// thread of the sanitizer's, which is ours here.
extern "C" __attribute__((weak)) void __tsan_init();

extern "C" int stat(const char* file, struct stat* result) noexcept {
  constexpr std::string_view threads = "/proc/self/task";
  const int status = EXPLORER_REAL(stat)(file, result);
  if (status == 0 && file == threads && explorer::core::is_controlled() &&
      __tsan_init == nullptr) {
    --result->st_nlink;  // a folder has one from each folder in it
  }
  return status;
}
