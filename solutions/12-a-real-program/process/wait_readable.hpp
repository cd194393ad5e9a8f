/// @file
/// Waits for a descriptor, and can be told to stop.
#pragma once

#include <poll.h>

#include <array>
#include <cerrno>

namespace program {

/// Waits until `fd` is readable; false if `stop` was first.
[[nodiscard]] inline bool wait_readable(int fd, int stop) {
  std::array<pollfd, 2> fds{{{fd, POLLIN, 0}, {stop, POLLIN, 0}}};
  while (::poll(fds.data(), fds.size(), -1) < 0 && errno == EINTR) {
  }
  return fds[1].revents == 0;
}

}  // namespace program
