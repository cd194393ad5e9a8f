#include <cerrno>
#include <limits>
#include <utility>

#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

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
  scheduler().let_go();
  return 0;
}

/// Returns how often the mutex was locked.
int let_go(MutexState& state, pthread_cond_t* condition,
           pthread_mutex_t* mutex) {
  if (state.owner != current) {
    scheduler().fail(Verdict::misuse, "waits without holding the mutex");
  }
  scheduler().tell({.op = Op::wait, .object = condition, .mutex = mutex});
  released(mutex);
  return std::exchange(state, MutexState{}).depth;
}

}  // namespace

/// Three moves: another thread may go first, while the mutex is still held;
/// the mutex is let go and the thread joins the line, at once; it is woken
/// when it has left the line and the mutex is free.
int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, Time deadline) {
  Thread* me = current;
  scheduler().perform({.op = Op::wait, .object = condition});
  require_alive(Op::wait, condition, sizeof *condition);
  MutexState& state = state_of(mutex);
  const int depth = let_go(state, condition, mutex);
  const auto ready = [&, me] {
    return me->line == nullptr && state.owner == nullptr;
  };
  const Pending waiting{.op = Op::wait,
                        .object = condition,
                        .ready = ready,
                        .deadline = deadline};
  const bool notified = scheduler().wait_in_line(
      condition, waiting, {Op::lock, mutex, &state.owner});
  require_alive(Op::lock, mutex, sizeof *mutex);
  state = {.owner = me, .depth = depth};
  acquired(mutex);
  scheduler().tell({.op = Op::woken,
                    .failed = !notified,
                    .spurious = me->surprised,
                    .object = condition,
                    .mutex = mutex});
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
