// Virtual time: it goes on when nobody else does.

#include <algorithm>

#include "core/scheduler.hpp"

namespace explorer::core {
namespace {

/// How often all threads may spin round before time goes on.
constexpr int idle_rounds_before_time = 150;

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
  now_ = std::max(now_, at);
  for (Thread& thread : threads()) {
    if (thread.done || thread.deadline > now_ || thread.ready()) continue;
    thread.timed_out = true;
    if (thread.line != nullptr) thread.leave_line();
  }
}

/// Who waits for a time of that clock waits so much less, or more.
void Scheduler::turn_system_clock(Time by) {
  lead_ += by;
  for (Thread& thread : threads()) {
    if (thread.by_system_clock && thread.deadline != never) {
      thread.deadline -= by;
    }
  }
  tell({.op = Op::turn_clock, .value = by});
}

/// Everybody who could run only spins. If a deadline is what they spin for,
/// time has to go on: to the next deadline, or faster and faster.
void Scheduler::pass_idle_time() {
  if (++idle_rounds_ < idle_rounds_before_time * count_) return;
  idle_rounds_ = 0;
  if (Thread* sleeper = next_to_expire()) {
    expire(sleeper->deadline);
    return;
  }
  now_ += idle_jump_;
  if (idle_jump_ < never / 4 - now_) idle_jump_ *= 2;
}

}  // namespace explorer::core
