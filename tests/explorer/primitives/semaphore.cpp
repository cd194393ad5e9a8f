#include <cerrno>

#include "core/libc.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

// The count is kept in the C library's own semaphore, which is never waited
// for: by the time we take from it, it is known to be above zero.

namespace explorer::core {
namespace {

bool is_available(sem_t* semaphore) {
  int value = 0;
  ::sem_getvalue(semaphore, &value);
  return value > 0;
}

int fail_with(int error) {
  errno = error;
  return -1;
}

}  // namespace

int acquire(sem_t* semaphore, Time deadline) {
  Thread* me = current;
  require_alive(Op::acquire, semaphore, sizeof *semaphore);
  const auto ready = [semaphore, me] {
    return me->timed_out || is_available(semaphore);
  };
  scheduler().perform({.op = Op::acquire,
                       .object = semaphore,
                       .ready = ready,
                       .deadline = deadline});
  require_alive(Op::acquire, semaphore, sizeof *semaphore);
  const bool taken = EXPLORER_REAL(sem_trywait)(semaphore) == 0;
  if (taken) acquired(semaphore);
  scheduler().tell({.op = Op::acquire, .failed = !taken, .object = semaphore});
  return taken ? 0 : fail_with(ETIMEDOUT);
}

int try_acquire(sem_t* semaphore) {
  scheduler().perform({.op = Op::try_acquire, .object = semaphore});
  require_alive(Op::try_acquire, semaphore, sizeof *semaphore);
  const bool taken = EXPLORER_REAL(sem_trywait)(semaphore) == 0;
  if (taken) acquired(semaphore);
  current->steps_without_progress =
      taken ? 0 : current->steps_without_progress + 1;
  scheduler().tell(
      {.op = Op::try_acquire, .failed = !taken, .object = semaphore});
  return taken ? 0 : fail_with(EAGAIN);
}

int release(sem_t* semaphore) {
  scheduler().perform({.op = Op::release, .object = semaphore});
  require_alive(Op::release, semaphore, sizeof *semaphore);
  released(semaphore);
  scheduler().tell(Op::release, semaphore);
  const int result = EXPLORER_REAL(sem_post)(semaphore);
  scheduler().let_go();
  return result;
}

void destroy(sem_t* semaphore) {
  for (const Thread& thread : scheduler().threads()) {
    const bool waits = !thread.done && thread.target.op == Op::acquire &&
                       thread.target.object == semaphore;
    if (waits && &thread != current) {
      scheduler().fail(Verdict::misuse,
                       "destroys a semaphore that somebody waits for");
    }
  }
}

}  // namespace explorer::core
