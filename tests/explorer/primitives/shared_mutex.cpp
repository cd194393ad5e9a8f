#include <cerrno>
#include <memory_resource>
#include <unordered_map>

#include "core/arena.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

/// Invariant: a writer excludes everybody else.
struct SharedState {
  Thread* writer = nullptr;
  int readers = 0;

  [[nodiscard]] bool can_lock(Op op) const noexcept {
    return writer == nullptr && (op == Op::lock_shared || readers == 0);
  }

  void take(Op op) noexcept {
    if (op == Op::lock_shared) {
      ++readers;
    } else {
      writer = current;
    }
  }
};

using SharedMutexes = std::pmr::unordered_map<const void*, SharedState>;

SharedMutexes& shared_mutexes() {
  static SharedMutexes the_mutexes{&arena()};
  return the_mutexes;
}

int lock(Op op, pthread_rwlock_t* mutex, Time deadline) {
  Thread* me = current;
  require_alive(op, mutex, sizeof *mutex);
  SharedState& state = shared_mutexes()[mutex];
  const auto ready = [&, me] { return me->timed_out || state.can_lock(op); };
  scheduler().perform({.op = op,
                       .object = mutex,
                       .ready = ready,
                       .deadline = deadline,
                       .holder = &state.writer});
  const bool locked = state.can_lock(op);
  if (locked) {
    state.take(op);
    acquired(mutex);
  }
  scheduler().tell({.op = op, .failed = !locked, .object = mutex});
  return locked ? 0 : ETIMEDOUT;
}

int try_lock(Op op, pthread_rwlock_t* mutex) {
  scheduler().perform({.op = op, .object = mutex});
  require_alive(op, mutex, sizeof *mutex);
  SharedState& state = shared_mutexes()[mutex];
  const bool locked = state.can_lock(op);
  if (locked) {
    state.take(op);
    acquired(mutex);
  }
  current->steps_without_progress =
      locked ? 0 : current->steps_without_progress + 1;
  scheduler().tell({.op = op, .failed = !locked, .object = mutex});
  return locked ? 0 : EBUSY;
}

}  // namespace

void reset_shared_mutexes() { shared_mutexes().clear(); }

int lock_exclusive(pthread_rwlock_t* mutex, Time deadline) {
  return lock(Op::lock_exclusive, mutex, deadline);
}

int lock_shared(pthread_rwlock_t* mutex, Time deadline) {
  return lock(Op::lock_shared, mutex, deadline);
}

int try_lock_exclusive(pthread_rwlock_t* mutex) {
  return try_lock(Op::lock_exclusive, mutex);
}

int try_lock_shared(pthread_rwlock_t* mutex) {
  return try_lock(Op::lock_shared, mutex);
}

int unlock(pthread_rwlock_t* mutex) {
  scheduler().perform({.op = Op::unlock_shared_mutex, .object = mutex});
  require_alive(Op::unlock_shared_mutex, mutex, sizeof *mutex);
  SharedState& state = shared_mutexes()[mutex];
  scheduler().tell(Op::unlock_shared_mutex, mutex);
  if (state.writer != current && state.readers == 0) {
    scheduler().fail(Verdict::misuse,
                     "unlocks a shared mutex that it does not hold");
  }
  released(mutex);
  if (state.writer == current) {
    state.writer = nullptr;
  } else {
    --state.readers;
  }
  scheduler().let_go();
  return 0;
}

}  // namespace explorer::core
