#include "process/run_child.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

#include "process/child.hpp"
#include "process/processor_time.hpp"

namespace program {
namespace {

using Clock = std::chrono::steady_clock;
using workbook::on_receive;
using workbook::on_timeout;
using workbook::select;

// How long a process has to clean up before it is killed.
constexpr auto grace = std::chrono::seconds{2};

// How often we look at the clocks.
constexpr auto tick = std::chrono::milliseconds{250};

// Of time between two looks, no more than this counts: we were stopped.
constexpr auto longest_tick = std::chrono::seconds{2};

// Nobody reads more; a loop that prints must not fill the memory.
constexpr std::size_t most_output = 4'000'000;

// One child on its way to its end.
class Run {
 public:
  Run(const std::vector<std::string>& words, Cancel cancel,
      const Limits& limits, const OnOutput& on_output)
      : child_(words),
        cancel_(std::move(cancel)),
        limits_(limits),
        on_output_(on_output) {}

  Finished finish() {
    while (running_) {
      select(on_receive(child_.output(),
                        [this](auto chunk) { take(std::move(chunk)); }),
             on_receive(cancel_, [this](auto) { cancel(); }),
             on_timeout(looked_ + tick - Clock::now(), [] {}));
      look_at_clocks();
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
    if (!chunk->is_error && on_output_) on_output_(chunk->text);
    std::string& all = chunk->is_error ? result_.error : result_.out;
    if (all.size() < most_output) all += chunk->text;
  }

  void cancel() {
    cancel_.reset();  // once is enough: a null channel is never ready
    cancelled_ = true;
    ask_to_end();
  }

  void look_at_clocks() {
    const auto now = Clock::now();
    if (now - looked_ < tick) return;
    const auto passed = std::min<Clock::duration>(now - looked_, longest_tick);
    looked_ = now;
    if (asked_to_end_) {
      waited_ += passed;
      if (waited_ >= grace) child_.signal(SIGKILL);
      return;
    }
    const auto delay = limits_.processor ? look_at_processor() : passed.zero();
    waited_ += std::max(passed - delay, passed.zero());
    if (waited_ >= limits_.wall) {
      too_late(Limit::wall);
    } else if (limits_.processor && processor_.used >= *limits_.processor) {
      too_late(Limit::processor);
    }
  }

  // For how long since the last look it was ready and others ran.
  Clock::duration look_at_processor() {
    const auto before = std::exchange(processor_, child_.processor_time());
    // A descendant that has ended is missing now.
    return std::max(processor_.waited - before.waited, Clock::duration::zero());
  }

  void too_late(Limit which) {
    result_.reached = which;
    ask_to_end();
  }

  // Politely first: a build tool then ends what it has started.
  void ask_to_end() {
    child_.signal(SIGTERM);
    asked_to_end_ = true;
    waited_ = {};
  }

  Child child_;
  Cancel cancel_;
  const Limits limits_;
  const OnOutput& on_output_;
  Finished result_;
  Clock::time_point looked_ = Clock::now();
  Clock::duration waited_{};
  ProcessorTime processor_;
  bool running_ = true;
  bool cancelled_ = false;
  bool asked_to_end_ = false;
};

}  // namespace

std::string how_it_ended(const Finished& finished) {
  if (finished.reached == Limit::processor) {
    return "used up its processor time, and was ended (a slow machine needs a "
           "larger WORKBOOK_SECONDS)";
  }
  if (finished.reached == Limit::wall) {
    return "did not end in time, and was ended (a busy machine needs a larger "
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
                    const Limits& limits, const OnOutput& on_output) {
  if (cancelled(cancel)) throw Cancelled{};
  return Run{words, cancel, limits, on_output}.finish();
}

}  // namespace program
