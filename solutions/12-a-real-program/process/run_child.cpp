#include "process/run_child.hpp"

#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

#include "process/child.hpp"

namespace program {
namespace {

using Clock = std::chrono::steady_clock;
using workbook::on_receive;
using workbook::on_timeout;
using workbook::select;

// How long a process has to clean up before it is killed.
constexpr auto grace = std::chrono::seconds{2};

// One child on its way to its end.
class Run {
 public:
  Run(const std::vector<std::string>& words, Cancel cancel,
      std::chrono::seconds limit)
      : child_(words),
        cancel_(std::move(cancel)),
        deadline_(Clock::now() + limit) {}

  Finished finish() {
    while (running_) {
      select(on_receive(child_.output(),
                        [this](auto chunk) { take(std::move(chunk)); }),
             on_receive(cancel_, [this](auto) { cancel(); }),
             on_timeout(deadline_ - Clock::now(), [this] { too_late(); }));
    }
    if (cancelled_) throw Cancelled{};
    result_.status = child_.status();
    return std::move(result_);
  }

 private:
  void take(std::optional<Chunk> chunk) {
    if (!chunk) {
      running_ = false;
      return;
    }
    (chunk->is_error ? result_.error : result_.out) += chunk->text;
  }

  void cancel() {
    cancel_.reset();  // once is enough: a null channel is never ready
    cancelled_ = true;
    ask_to_end();
  }

  void too_late() {
    if (asked_to_end_) {
      child_.signal(SIGKILL);
    } else {
      result_.too_slow = true;
      ask_to_end();
    }
    deadline_ = Clock::now() + grace;
  }

  // Politely first: a build tool then ends what it has started.
  void ask_to_end() {
    child_.signal(SIGTERM);
    asked_to_end_ = true;
    deadline_ = Clock::now() + grace;
  }

  Child child_;
  Cancel cancel_;
  Clock::time_point deadline_;
  Finished result_;
  bool running_ = true;
  bool cancelled_ = false;
  bool asked_to_end_ = false;
};

}  // namespace

std::string how_it_ended(const Finished& finished) {
  if (finished.too_slow) {
    return "did not end in time, and was ended (busy machines need a larger "
           "WORKBOOK_SECONDS)";
  }
  if (WIFSIGNALED(finished.status)) {
    // Each thread has its own answer. NOLINTNEXTLINE(concurrency-mt-unsafe)
    const char* signal = ::strsignal(WTERMSIG(finished.status));
    return std::string{"was ended by a signal: "} + signal;
  }
  return "ended with exit status " +
         std::to_string(WEXITSTATUS(finished.status));
}

Finished run_to_end(const std::vector<std::string>& words, const Cancel& cancel,
                    std::chrono::seconds limit) {
  if (cancelled(cancel)) throw Cancelled{};
  return Run{words, cancel, limit}.finish();
}

}  // namespace program
