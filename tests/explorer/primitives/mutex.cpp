#include <cerrno>
#include <memory_resource>
#include <unordered_map>

#include "core/arena.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

using Mutexes = std::pmr::unordered_map<const void*, MutexState>;

Mutexes& mutexes() {
  static Mutexes the_mutexes{&arena()};
  return the_mutexes;
}

bool is_recursive(const pthread_mutex_t* mutex) {
  return (mutex->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE;
}

bool can_lock(const MutexState& state, const pthread_mutex_t* mutex,
              const Thread* me) {
  return state.owner == nullptr || (state.owner == me && is_recursive(mutex));
}

void take(MutexState& state, const pthread_mutex_t* mutex) {
  state.owner = current;
  ++state.depth;
  acquired(mutex);
}

}  // namespace

MutexState& state_of(const pthread_mutex_t* mutex) { return mutexes()[mutex]; }

void reset_mutexes() { mutexes().clear(); }

int lock(pthread_mutex_t* mutex, Time deadline) {
  Thread* me = current;
  require_alive(Op::lock, mutex, sizeof *mutex);
  MutexState& state = state_of(mutex);
  const auto ready = [&, me] {
    return me->timed_out || can_lock(state, mutex, me);
  };
  scheduler().perform({.op = Op::lock,
                       .object = mutex,
                       .ready = ready,
                       .deadline = deadline,
                       .holder = &state.owner});
  require_alive(Op::lock, mutex, sizeof *mutex);
  const bool locked = can_lock(state, mutex, me);
  if (locked) take(state, mutex);
  scheduler().tell({.op = Op::lock, .failed = !locked, .object = mutex});
  return locked ? 0 : ETIMEDOUT;
}

int try_lock(pthread_mutex_t* mutex) {
  scheduler().perform({.op = Op::try_lock, .object = mutex});
  require_alive(Op::try_lock, mutex, sizeof *mutex);
  MutexState& state = state_of(mutex);
  const bool locked = can_lock(state, mutex, current);
  if (locked) {
    take(state, mutex);
    current->steps_without_progress = 0;
  } else {
    ++current->steps_without_progress;
  }
  scheduler().tell({.op = Op::try_lock, .failed = !locked, .object = mutex});
  return locked ? 0 : EBUSY;
}

int unlock(pthread_mutex_t* mutex) {
  scheduler().perform({.op = Op::unlock, .object = mutex});
  require_alive(Op::unlock, mutex, sizeof *mutex);
  MutexState& state = state_of(mutex);
  scheduler().tell(Op::unlock, mutex);
  if (state.owner != current) {
    scheduler().fail(Verdict::misuse, "unlocks a mutex that it does not hold");
  }
  released(mutex);
  if (--state.depth == 0) state.owner = nullptr;
  scheduler().let_go();
  return 0;
}

}  // namespace explorer::core
