/// @file
/// What the system says that a process uses.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace explorer::core {

/// Hundredths of seconds of processor time.
using Ticks = unsigned long;

/// What a thread is at, and has used.
struct ThreadUse {
  char state = '?';  ///< R when it runs, S when it waits, D for a device, T
                     ///< when it was stopped.
  Ticks ticks = 0;
};

[[nodiscard]] ThreadUse use_of(pid_t process, pid_t thread);

/// What all threads of the process have used.
[[nodiscard]] Ticks ticks_of(pid_t process);

/// Whether any thread of the process could go on if it had a processor: on a
/// busy machine the one that runs may be about to be woken by another one,
/// which waits for its share.
[[nodiscard]] bool somebody_runs(pid_t process);

/// How much memory the process has in use, the sanitizer's included.
[[nodiscard]] std::size_t resident_bytes(pid_t process);

}  // namespace explorer::core
