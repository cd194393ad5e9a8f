#include "process/watchdog.hpp"

#include <signal.h>
#include <sys/syscall.h>

#include "core/libc.hpp"
#include "process/limits.hpp"
#include "process/usage.hpp"

namespace explorer::core {
namespace {

/// Looks at the running thread each time the watch comes round.
class Guard {
 public:
  explicit Guard(Record& record) noexcept : record_(&record) {}

  bool operator()(pid_t child) {
    if (asked_ > 0) return ++asked_ < most_asking_looks || give_up();
    const pid_t thread = record_->running.load();
    const ThreadUse use = use_of(child, thread);
    look_at_progress(child, use);
    if (resident_bytes(child) > most_resident_memory) {
      return ask(child, thread, Verdict::limit, too_much_memory);
    }
    if (schedule_ticks_ >= most_ticks) {
      return ask(child, thread, Verdict::limit, too_much_time);
    }
    if (use.ticks - ticks_ >=
        most_ticks_at_once / static_cast<unsigned>(impatience)) {
      return ask(child, thread, Verdict::livelock,
                 "runs on without coming to a point where others may go on");
    }
    if (waiting_ < most_waiting_looks / impatience && looks_ < most_looks) {
      return true;
    }
    ask(child, thread, Verdict::uncontrolled, "a system call");
    // A thread that was stopped answers as soon as it goes on.
    if (use.state == 'T') ::kill(child, SIGCONT);
    return true;
  }

 private:
  static constexpr const char* too_much_memory =
      "takes more than 1536 MiB of memory, with what watches over it";
  static constexpr const char* too_much_time =
      "takes more than 20 seconds of processor time";

  void look_at_progress(pid_t child, const ThreadUse& use) {
    const Ticks all = ticks_of(child);
    const int begun = record_->begun.load();
    if (begun != begun_) start_of_schedule_ = all;
    begun_ = begun;
    schedule_ticks_ = all - start_of_schedule_;
    const std::uint64_t beat = record_->heartbeat.load();
    if (beat != beat_) {
      beat_ = beat;
      ticks_ = use.ticks;
      looks_ = waiting_ = 0;
      return;
    }
    ++looks_;
    if (!somebody_runs(child)) ++waiting_;
  }

  /// Has the thread say where it is, and end the process.
  bool ask(pid_t child, pid_t thread, Verdict verdict, const char* detail) {
    asked_ = 1;
    record_->if_stuck = verdict;
    record_->if_stuck_detail = detail;
    system_call(SYS_tgkill, child, thread, SIGURG);
    return true;
  }

  /// It does not answer: it is killed, and that is our doing.
  bool give_up() {
    if (record_->verdict != Verdict::passed) return false;
    record_->stuck = true;
    copy_text(record_->detail, record_->if_stuck_detail);
    record_->verdict = record_->if_stuck;
    return false;
  }

  Record* record_;
  int begun_ = 0;
  Ticks start_of_schedule_ = 0;
  Ticks schedule_ticks_ = 0;
  std::uint64_t beat_ = ~std::uint64_t{0};
  Ticks ticks_ = 0;
  int looks_ = 0;
  int waiting_ = 0;
  int asked_ = 0;
};

}  // namespace

Watch watch_over(Record& record) { return Guard{record}; }

}  // namespace explorer::core
