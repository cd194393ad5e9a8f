#include "process/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#ifdef __linux__
#include <sys/mman.h>
#include <sys/prctl.h>
#endif

namespace explorer::core {
namespace {

constexpr int watch_every_ms = 100;

/// Whether stdout is the file that a child's output is kept in.
bool output_is_kept = false;

int open_output() {
#ifdef __linux__
  const int file = ::memfd_create("output", MFD_CLOEXEC);
#else
  std::FILE* temporary = std::tmpfile();
  const int file = temporary != nullptr ? ::fileno(temporary) : -1;
#endif
  if (file >= 0) ::fcntl(file, F_SETFL, O_APPEND);
  return file;
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 4096> part{};
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(file, part.data(), part.size(), at);
    if (got <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
    at += got;
  }
}

/// The parent may have handlers of its own, and a child must not run them.
void restore_signals() {
  for (const int number :
       {SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::signal(number, SIG_DFL);
  }
}

[[noreturn]] void be_child(const std::function<void()>& work, int output,
                           pid_t parent) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (::getppid() != parent) ::_exit(1);
  restore_signals();
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  output_is_kept = true;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  work();
  std::fflush(nullptr);
  ::_exit(0);
}

/// Waits until the other end of the pipe is closed, which the child's end
/// does whatever happens to it.
void wait_for_end(int pipe_end, pid_t child, const Watch& watch) {
  pollfd closed{.fd = pipe_end, .events = POLLIN, .revents = 0};
  for (;;) {
    const int count = ::poll(&closed, 1, watch_every_ms);
    if (count > 0) return;
    if (count == 0 && !watch(child)) ::kill(child, SIGKILL);
  }
}

void be_fatal(const char* what) {
  std::perror(what);
  std::exit(2);
}

}  // namespace

Ending in_child(const std::function<void()>& work, const Watch& watch) {
  const int output = open_output();
  if (output < 0) be_fatal("cannot keep the output of a child process");
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) be_fatal("cannot make a pipe");
  ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) be_fatal("cannot start a child process");
  if (child == 0) {
    ::close(ends[0]);
    be_child(work, output, parent);
  }
  ::close(ends[1]);
  wait_for_end(ends[0], child, watch);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  Ending ending{.output = read_all(output)};
  ::close(output);
  if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
  if (WIFEXITED(status)) ending.status = WEXITSTATUS(status);
  return ending;
}

void forget_output() {
  if (!output_is_kept) return;
  std::fflush(stdout);
  (void)!::ftruncate(STDOUT_FILENO, 0);
}

}  // namespace explorer::core
