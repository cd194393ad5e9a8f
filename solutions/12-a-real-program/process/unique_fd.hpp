/// @file
/// A file descriptor that closes itself, and pipes of them.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace program {

/// Owns a file descriptor; closes it. Moved, not copied.
class UniqueFd {
 public:
  explicit UniqueFd(int fd = -1) noexcept : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { close(); }

  /// The descriptor; -1 when there is none.
  [[nodiscard]] int get() const noexcept { return fd_; }

  /// Closes it now.
  void close() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

/// What is written to one end can be read from the other. Once the write end
/// is closed, the read end stays readable: that wakes a poll().
struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

/// Throws what the last system call left in errno.
[[noreturn]] inline void throw_errno(const char* what) {
  throw std::system_error{errno, std::generic_category(), what};
}

/// Makes a pipe that child processes do not inherit.
[[nodiscard]] inline Pipe make_pipe() {
  std::array<int, 2> ends{};
#ifdef __linux__
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("pipe");
#else
  if (::pipe(ends.data()) != 0) throw_errno("pipe");
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
  return {UniqueFd{ends[0]}, UniqueFd{ends[1]}};
}

}  // namespace program
