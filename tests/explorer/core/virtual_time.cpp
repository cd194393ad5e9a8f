// Virtual time: it goes on when nobody else does.

#include <algorithm>

#include "core/scheduler.hpp"

namespace explorer::core {
namespace {

/// How often all threads may spin round before time goes on.
constexpr int idle_rounds_before_time = 150;

/// A sleep that is no longer is a pause between two tries.
constexpr Time longest_pause = 1'000'000;

}  // namespace

Thread* Scheduler::next_to_expire() {
  Thread* first = nullptr;
  for (Thread& thread : threads()) {
    if (thread.done || thread.deadline == never || thread.timed_out) continue;
    if (thread.ready()) continue;
    if (first == nullptr || thread.deadline < first->deadline) {
      first = &thread;
    }
  }
  return first;
}

void Scheduler::expire(Time at) {
  if (at > now_ && observer != nullptr) observer->time_passes();
  now_ = std::max(now_, at);
  for (Thread& thread : threads()) {
    if (thread.done || thread.deadline > now_ || thread.ready()) continue;
    thread.timed_out = true;
    if (thread.line != nullptr) thread.leave_line();
  }
}

/// A wait for a time of that clock gets so much shorter, or longer.
void Scheduler::turn_system_clock(Time by) {
  lead_ += by;
  for (Thread& thread : threads()) {
    if (thread.by_system_clock && thread.deadline != never) {
      thread.deadline -= by;
    }
  }
  tell({.op = Op::turn_clock, .value = by});
}

bool Scheduler::clock_may_wake() const noexcept {
  return options_.clock_may_wake || options_.needs_virtual_time ||
         options_.deadlines_race;
}

/// In a body without deadlines, a thread must be woken by another one.
void Scheduler::require_may_wake(const Thread& sleeper) {
  const bool pause = sleeper.target.op == Op::sleep &&
                     sleeper.deadline - now_ <= longest_pause;
  if (!pause && !clock_may_wake()) fail_by_clock(sleeper);
}

void Scheduler::fail_by_clock(const Thread& sleeper) {
  leave_verdict(Verdict::only_a_clock, "");
  record_->culprit = sleeper.id;
  record_->frames = sleeper.frames;
  end_schedule();
}

/// To look at it until it shows more is to wait for it, too.
void Scheduler::look_at_clock() {
  if (options_.clock_ticks) now_ += 2;
  if (idle_time_ <= longest_pause || clock_may_wake()) return;
  tell(Op::fail);
  fail(Verdict::only_a_clock, "");
}

/// Everybody who could run only spins. If a deadline is what they spin for,
/// time has to go on: to the next deadline, or faster and faster.
void Scheduler::pass_idle_time() {
  if (++idle_rounds_ < idle_rounds_before_time * count_) return;
  idle_rounds_ = 0;
  if (Thread* sleeper = next_to_expire()) {
    require_may_wake(*sleeper);
    expire(sleeper->deadline);
    return;
  }
  now_ += idle_jump_;
  idle_time_ += idle_jump_;
  if (idle_jump_ < never / 4 - now_) idle_jump_ *= 2;
}

}  // namespace explorer::core
