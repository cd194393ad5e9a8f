#include "process/child.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "process/groups.hpp"

#ifdef __APPLE__
extern char** environ;
#endif

namespace program {
namespace {

using Clock = std::chrono::steady_clock;

// How long output may come from others once the process itself has ended.
constexpr auto output_grace = std::chrono::seconds{1};

// The environment, but with the tools speaking English: we read what they say.
std::vector<std::string> environment() {
  std::vector<std::string> result{"LC_ALL=C"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view{*entry}.starts_with("LC_ALL=")) {
      result.emplace_back(*entry);
    }
  }
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
constexpr short only_our_files = POSIX_SPAWN_CLOEXEC_DEFAULT;  // macOS
#else
constexpr short only_our_files = 0;  // all of ours close themselves on exec
#endif
constexpr short flags =
    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | only_our_files;

// What the child has that we have not: a group of its own, no signal blocked
// but Ctrl-Z, an empty stdin, our pipes. Ctrl-Z may reach the child while it is
// still in our group. If it stopped there, before its exec, we would wait for
// it in the kernel, where nothing can stop us. We stop our children ourselves.
class SpawnSettings {
 public:
  SpawnSettings(int out, int error) {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files_, out, 1);
    ::posix_spawn_file_actions_adddup2(&files_, error, 2);
    sigset_t only_ctrl_z;
    sigemptyset(&only_ctrl_z);
    sigaddset(&only_ctrl_z, SIGTSTP);
    ::posix_spawnattr_setsigmask(&attributes_, &only_ctrl_z);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, flags);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] pid_t spawn(std::vector<std::string> words) const {
    std::vector<std::string> variables = environment();
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, words[0].c_str(), &files_, &attributes_,
                       pointers(words).data(), pointers(variables).data());
    if (error == 0) return pid;
    throw std::system_error{error, std::generic_category(),
                            "cannot run " + words[0]};
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

int milliseconds_until(std::optional<Clock::time_point> deadline) {
  if (!deadline) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now());
  return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

// What can be read now; nothing at the end of the stream.
std::optional<std::string> read_some(int fd) {
  std::string buffer(std::size_t{1} << 16, '\0');
  const ssize_t count = ::read(fd, buffer.data(), buffer.size());
  if (count < 0 && errno == EINTR) return "";
  if (count <= 0) return std::nullopt;
  buffer.resize(static_cast<std::size_t>(count));
  return buffer;
}

}  // namespace

Child::Child(WithoutThreads, const std::vector<std::string>& words)
    : pid_(groups_of_children().start([&] {
        return SpawnSettings{out_.write.get(), error_.write.get()}.spawn(words);
      })) {
  out_.write.close();
  error_.write.close();
}

// From the first line on the destructor runs whatever happens.
Child::Child(const std::vector<std::string>& words)
    : Child(WithoutThreads{}, words) {
  waiter_ = std::jthread{[this] { wait_for_end(); }};
  reader_ = std::jthread{[this] { pass_on_output(); }};
}

Child::~Child() {
  signal(SIGKILL);
  if (!reader_.joinable()) {  // it could not be started
    wait_for_status();
    return;
  }
  while (output_.receive()) {
    // Nobody wants it; the reader must not wait for us.
  }
}

void Child::signal(int number) const {
  groups_of_children().signal(pid_, number);
}

ProcessorTime Child::processor_time() const {
  return program::processor_time(pid_);
}

// Leaves the status to be asked for, so that the process's number stays ours.
void Child::wait_for_end() {
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) !=
             0 &&
         errno == EINTR) {
  }
  ended_.write.close();
}

// Until no process has the pipes any more, so that none is left. One that still
// has them a while after the child itself has ended is killed.
void Child::pass_on_output() {
  std::array<pollfd, 3> fds{{{out_.read.get(), POLLIN, 0},
                             {error_.read.get(), POLLIN, 0},
                             {ended_.read.get(), POLLIN, 0}}};
  std::optional<Clock::time_point> last_call;
  int calls = 0;
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    const int ready =
        ::poll(fds.data(), fds.size(), milliseconds_until(last_call));
    if (ready < 0) continue;
    if (ready == 0 && ++calls > 1) break;  // somebody who left the group
    if (ready == 0) signal(SIGKILL);
    if (ready == 0 || fds[2].revents != 0) {
      last_call = Clock::now() + output_grace;
      fds[2].fd = -1;
    }
    take_from(fds[0], false);
    take_from(fds[1], true);
  }
  wait_for_status();
  output_.close();
}

void Child::take_from(pollfd& stream, bool is_error) {
  if (stream.fd < 0 || stream.revents == 0) return;
  std::optional<std::string> text = read_some(stream.fd);
  if (!text) stream.fd = -1;
  if (text) output_.send({is_error, *std::move(text)});
}

void Child::wait_for_status() {
  if (waiter_.joinable()) waiter_.join();
  status_ = groups_of_children().wait_for(pid_);
}

}  // namespace program
