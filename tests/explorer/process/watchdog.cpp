#include "process/watchdog.hpp"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "core/libc.hpp"

namespace fs = std::filesystem;

namespace explorer::core {
namespace {

/// In looks, of which there are ten per second: while all threads wait, and
/// whatever they do.
constexpr int patience = 20;
constexpr int longest_patience = 300;

/// Processor time without a scheduling point, in hundredths of seconds.
constexpr unsigned long patience_ticks = 100;

/// What the system knows of a thread.
struct ThreadUse {
  char state = '?';  ///< R when it runs, S when it waits, D for a device.
  unsigned long ticks = 0;  ///< Processor time, in hundredths of seconds.
};

ThreadUse use_of(pid_t process, pid_t thread) {
  const std::string path = "/proc/" + std::to_string(process) + "/task/" +
                           std::to_string(thread) + "/stat";
  ThreadUse use;
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return use;
  unsigned long user = 0;
  unsigned long system = 0;
  // The second field is the program's name in parentheses.
  const int count = std::fscanf(
      file, "%*d (%*[^)]) %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
      &use.state, &user, &system);
  std::fclose(file);
  if (count == 3) use.ticks = user + system;
  return use;
}

/// Whether any thread of the process could go on if it had a processor: on a
/// busy machine the one that runs may be about to be woken by another one,
/// which waits for its share.
bool somebody_runs(pid_t process) {
  const fs::path threads{"/proc/" + std::to_string(process) + "/task"};
  std::error_code gone;
  return std::ranges::any_of(
      fs::directory_iterator{threads, gone}, [&](const auto& thread) {
        const pid_t id = std::atoi(thread.path().filename().c_str());
        const char state = use_of(process, id).state;
        return state == 'R' || state == 'D';
      });
}

/// Looks at the running thread each time the watch comes round.
class Guard {
 public:
  explicit Guard(Record& record) noexcept : record_(&record) {}

  bool operator()(pid_t child) {
    const std::uint64_t beat = record_->heartbeat.load();
    const pid_t thread = record_->running.load();
    const ThreadUse use = use_of(child, thread);
    if (beat != beat_) {
      *this = Guard{*record_};
      beat_ = beat;
      ticks_ = use.ticks;
      return true;
    }
    if (!somebody_runs(child)) ++waiting_;
    const bool busy = use.ticks - ticks_ >= patience_ticks;
    const bool stuck = waiting_ >= patience || ++looks_ >= longest_patience;
    if (!busy && !stuck) return true;
    if (asked_) return ++asked_ < patience;  // in vain: have it killed
    asked_ = 1;
    record_->if_stuck = busy ? Verdict::livelock : Verdict::uncontrolled;
    system_call(SYS_tgkill, child, thread, SIGURG);
    return true;
  }

 private:
  Record* record_;
  std::uint64_t beat_ = ~std::uint64_t{0};
  unsigned long ticks_ = 0;
  int looks_ = 0;
  int waiting_ = 0;
  int asked_ = 0;
};

}  // namespace

Watch watch_over(Record& record) { return Guard{record}; }

}  // namespace explorer::core
