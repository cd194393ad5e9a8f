#include <cerrno>
#include <limits>
#include <utility>

#include "../observer.hpp"
#include "../scheduler.hpp"
#include "primitives.hpp"

namespace explorer::core {
namespace {

int notify(Op op, pthread_cond_t* condition, int most) {
  scheduler().perform({.op = op, .object = condition});
  require_alive(op, condition, sizeof *condition);
  const int woken = scheduler().wake(condition, most);
  scheduler().tell(
      {.op = op,
       .other = static_cast<std::int16_t>(scheduler().last_woken()),
       .object = condition,
       .value = woken});
  return 0;
}

}  // namespace

/// Three moves: another thread may go first, while the mutex is still held;
/// the mutex is let go and the thread joins the line, at once; it is woken
/// when it has left the line and the mutex is free.
int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, Time deadline) {
  Scheduler& schedule = scheduler();
  Thread* me = current;
  schedule.perform({.op = Op::wait, .object = condition});
  require_alive(Op::wait, condition, sizeof *condition);
  MutexState& state = state_of(mutex);
  if (state.owner != me) {
    schedule.fail(Verdict::misuse, "waits without holding the mutex");
  }
  schedule.tell(Op::wait, condition);
  const int depth = std::exchange(state.depth, 0);
  state.owner = nullptr;
  released(mutex);
  const auto ready = [&, me] {
    return me->line == nullptr && state.owner == nullptr;
  };
  const bool notified = schedule.wait_in_line(condition,
                                              {.op = Op::wait,
                                               .object = condition,
                                               .ready = ready,
                                               .deadline = deadline},
                                              {Op::lock, mutex, &state.owner});
  require_alive(Op::lock, mutex, sizeof *mutex);
  state.owner = me;
  state.depth = depth;
  acquired(mutex);
  schedule.tell({.op = Op::woken,
                 .failed = !notified,
                 .spurious = me->woken_for_no_reason,
                 .object = condition});
  return notified ? 0 : ETIMEDOUT;
}

int notify_one(pthread_cond_t* condition) {
  return notify(Op::notify_one, condition, 1);
}

int notify_all(pthread_cond_t* condition) {
  return notify(Op::notify_all, condition, std::numeric_limits<int>::max());
}

void destroy(pthread_cond_t* condition) {
  if (!scheduler().anyone_waits_in(condition)) return;
  scheduler().tell(Op::destroy, condition);
  scheduler().fail(Verdict::misuse,
                   "destroys a condition variable that somebody waits on");
}

}  // namespace explorer::core
