#include "process/browser.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>

#include "process/unique_fd.hpp"

#ifdef __APPLE__
extern char** environ;
#endif

namespace program {
namespace {

#ifdef __APPLE__
constexpr const char* opener = "open";
#else
constexpr const char* opener = "xdg-open";
#endif

// In a group of its own, so that no Ctrl-C of ours ends it, with nothing to
// read and nowhere to write to. It has `alive` as file 3. 0 when there is no
// such program.
pid_t spawn_opener(std::string file, int alive) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, alive, 3);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  std::string name{opener};
  std::array<char*, 3> words{name.data(), file.data(), nullptr};
  pid_t pid = 0;
  const int error =
      ::posix_spawnp(&pid, opener, &files, &attributes, words.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return error == 0 ? pid : 0;
}

// Whether nobody has the other end any more, in two seconds at most.
bool is_closed(int fd) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::seconds{2};
  pollfd end{fd, POLLIN, 0};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(deadline - Clock::now(), Clock::duration::zero()));
    const int ready = ::poll(&end, 1, static_cast<int>(left.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

}  // namespace

bool open_in_browser(const std::filesystem::path& file) {
  Pipe alive = make_pipe();
  const pid_t pid = spawn_opener(file.string(), alive.write.get());
  alive.write.close();
  if (pid == 0) return false;
  if (!is_closed(alive.read.get())) return true;  // the browser itself runs
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace program
