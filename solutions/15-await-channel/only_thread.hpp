/// @file
/// Chapter 15: whether there is anybody to guard against.
#pragma once

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif

namespace workbook {

/// Whether this process has only ever had one thread: then nobody can come
/// between two of its steps, and an atomic operation, which costs about as much
/// as ten others, can do without. std::shared_ptr counts in the same way. False
/// where the C library does not tell.
[[nodiscard]] inline bool only_thread() noexcept {
#if __has_include(<sys/single_threaded.h>)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

}  // namespace workbook
