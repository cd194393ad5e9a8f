// The same interface on real threads, for platforms without the explorer and
// for the thread sanitizer: the body is run many times, and luck decides.

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "counts.hpp"
#include "explorer.hpp"
#include "on_real_threads/settled.hpp"
#include "process/child.hpp"
#include "process/usage.hpp"

namespace explorer {
namespace {

/// One run in five schedules: a run costs more, and tells less.
constexpr int schedules_per_run = 5;

/// How long a case goes on unless a number of runs is asked for: a sanitizer or
/// a slow machine runs it fewer times. Luck decides in any case.
constexpr std::chrono::seconds most_time{2};

/// A run that has not ended by then has come to a stop: while all of its
/// threads wait, by its processor time, and however busy the machine is.
/// There are ten looks per second.
constexpr int most_waiting_looks = 200;
constexpr core::Ticks most_ticks = 2'000;
constexpr int most_looks = 3'000;

/// What todo() ends a process with (workbook::todo_exit).
constexpr int todo_status = 3;

/// Shared by parent and child. The first failure counts.
struct Outcome {
  std::atomic<bool> failed{false};
  Verdict verdict = Verdict::passed;
  std::array<char, 512> detail{};
  std::atomic<int> runs{0};
};

Outcome* outcome = nullptr;

/// Called in the child, which ends.
[[noreturn]] void fail(Verdict verdict, const char* detail) {
  if (!outcome->failed.exchange(true)) {
    outcome->verdict = verdict;
    std::strncpy(outcome->detail.data(), detail, outcome->detail.size() - 1);
  }
  std::fflush(nullptr);
  ::_exit(1);
}

[[noreturn]] void on_terminate() {
  if (std::current_exception() == nullptr) {
    fail(Verdict::misuse, "a std::thread was not joined");
  }
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::exception& exception) {
    fail(Verdict::exception, exception.what());
  } catch (...) {
    fail(Verdict::exception, "something that is no std::exception");
  }
}

struct Unmap {
  void operator()(Outcome* it) const noexcept { ::munmap(it, sizeof *it); }
};

std::unique_ptr<Outcome, Unmap> make_outcome() {
  void* memory = ::mmap(nullptr, sizeof(Outcome), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANON, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc{};
  return std::unique_ptr<Outcome, Unmap>{new (memory) Outcome};
}

/// Says when it is enough.
class Budget {
 public:
  explicit Budget(const Options& options)
      : most_runs_(options.schedules / schedules_per_run) {
    const char* asked = std::getenv("EXPLORER_SCHEDULES");
    if (asked == nullptr) return;
    std::from_chars(asked, asked + std::strlen(asked), most_runs_);
    end_ = Clock::time_point::max();
  }

  [[nodiscard]] bool allows_another(int runs) const {
    return runs == 0 || (runs < most_runs_ && Clock::now() < end_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  int most_runs_;
  Clock::time_point end_ = Clock::now() + most_time;
};

/// Kills a child whose run does not end.
class Guard {
 public:
  explicit Guard(Outcome& shared) noexcept : shared_(&shared) {}

  bool operator()(pid_t child) {
    const int runs = shared_->runs;
    const core::Ticks ticks = core::ticks_of(child);
    if (runs != runs_) {
      runs_ = runs;
      ticks_ = ticks;
      looks_ = waiting_ = 0;
    }
    if (!core::somebody_runs(child)) ++waiting_;
    if (++looks_ < most_looks && waiting_ < most_waiting_looks &&
        ticks - ticks_ < most_ticks) {
      return true;
    }
    if (!shared_->failed.exchange(true)) {
      shared_->verdict = Verdict::deadlock;
    }
    return false;
  }

 private:
  Outcome* shared_;
  int runs_ = -1;
  core::Ticks ticks_ = 0;
  int looks_ = 0;
  int waiting_ = 0;
};

std::string sentence_of(const Outcome& shared) {
  std::string detail = shared.detail.data();
  switch (shared.verdict) {
    case Verdict::deadlock:
      return "a run did not end: its threads wait, or run, without end";
    case Verdict::expectation_failed:
      return "expected " + detail;
    case Verdict::exception:
      return "an exception that nobody catches: " + detail;
    case Verdict::data_race:
      return "data race: see the thread sanitizer's report";
    case Verdict::unfinished:
      return "unfinished";
    default:
      return detail;
  }
}

void judge_ending(Outcome& shared, const core::Ending& ending) {
  if (shared.failed || (ending.status == 0 && ending.signal == 0)) return;
  const bool todo = ending.signal == 0 && ending.status == todo_status;
  shared.verdict = todo ? Verdict::unfinished : Verdict::crash;
  std::snprintf(shared.detail.data(), shared.detail.size(),
                "the process ended with %s %d",
                ending.signal != 0 ? "signal" : "exit status",
                ending.signal != 0 ? ending.signal : ending.status);
}

Report make_report(const Outcome& shared, const std::string& output) {
  const bool passed = shared.verdict == Verdict::passed;
  Report report;
  report.verdict = shared.verdict;
  report.schedules = shared.runs + (passed ? 0 : 1);
  const std::string count = "on real threads, " +
                            std::to_string(report.schedules) +
                            (report.schedules == 1 ? " run" : " runs");
  report.sentence = passed ? count : sentence_of(shared);
  report.text = report.sentence;
  if (shared.verdict == Verdict::unfinished) report.text = output;
  if (passed || shared.verdict == Verdict::unfinished) return report;
  report.text = output + report.sentence + "\n(" + count + ")\n";
  return report;
}

}  // namespace

/// The thread sanitizer calls this after each report.
extern "C" void __tsan_on_report(void*) {
  if (outcome != nullptr) fail(Verdict::data_race, "");
}

Report run(Body body, const Options& options) {
  if (options.needs_virtual_time || options.threads >= 0) {
    return {.sentence = "skipped: it needs virtual time",
            .text = "skipped: it needs virtual time"};
  }
  const auto shared = make_outcome();
  const Budget budget{options};
  const auto work = [&] {
    outcome = shared.get();
    std::set_terminate(on_terminate);
    while (budget.allows_another(shared->runs)) {
      core::forget_output();
      body();
      ++shared->runs;
    }
  };
  const core::Ending ending = core::in_child(work, Guard{*shared});
  judge_ending(*shared, ending);
  return make_report(*shared, ending.output);
}

void expect(bool holds, const char* claim) {
  if (!holds) fail_expectation("", "", claim);
}

void fail_expectation(const std::string& wanted, const std::string& value,
                      const char* claim) {
  const std::string values = wanted + ", got " + value + ": ";
  const std::string detail = (wanted.empty() ? "" : values) + claim;
  fail(Verdict::expectation_failed, detail.c_str());
}

void fail_count(int count, int mean, const char* what) {
  fail_expectation("about " + std::to_string(mean) + " times",
                   std::to_string(count) + " times", what);
}

std::jthread start_any(const char*, AnyWork work, void (*run)(void*)) {
  return std::jthread{[work = std::move(work), run] { run(work.get()); }};
}

void turn_system_clock(std::chrono::nanoseconds) {}

void settle() { core::wait_until_others_wait(); }

Allocations live_allocations() { return {}; }

// There is no trace to name anything in.
void name_memory(const void*, std::size_t, const char*) {}
void name_thread(const char*) {}
void set_case_name(const char*) {}

}  // namespace explorer
