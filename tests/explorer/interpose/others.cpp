// Shared mutexes, semaphores, call_once and the futex, as the program calls
// them.

#include <pthread.h>
#include <semaphore.h>

#include <cerrno>
#include <cstdarg>

#include "atomic_notify.hpp"
#include "core/libc.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

using explorer::core::deadline_on;
using explorer::core::is_controlled;
using explorer::core::never;
namespace core = explorer::core;

namespace {

/// Whether the system takes it: no negative one, for instance.
bool is_valid(const timespec& time) {
  return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
}

/// When the futex system call gives up: FUTEX_WAIT takes a duration, the
/// others a point in time.
core::Time futex_deadline(long operation, const timespec* time) {
  if (time == nullptr) return never;
  if ((operation & FUTEX_CMD_MASK) == FUTEX_WAIT) {
    return core::later(core::scheduler().now(), core::nanoseconds(*time));
  }
  const bool calendar = (operation & FUTEX_CLOCK_REALTIME) != 0;
  return deadline_on(calendar ? CLOCK_REALTIME : CLOCK_MONOTONIC, *time);
}

}  // namespace

extern "C" {

int pthread_rwlock_rdlock(pthread_rwlock_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_rwlock_rdlock)(mutex);
  return core::lock_shared(mutex, never);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_rwlock_wrlock)(mutex);
  return core::lock_exclusive(mutex, never);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* mutex) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_rwlock_tryrdlock)(mutex);
  }
  return core::try_lock_shared(mutex);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* mutex) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_rwlock_trywrlock)(mutex);
  }
  return core::try_lock_exclusive(mutex);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t* mutex, clockid_t clock,
                               const timespec* time) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_rwlock_clockrdlock)(mutex, clock, time);
  }
  return core::lock_shared(mutex, deadline_on(clock, *time));
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t* mutex, clockid_t clock,
                               const timespec* time) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_rwlock_clockwrlock)(mutex, clock, time);
  }
  return core::lock_exclusive(mutex, deadline_on(clock, *time));
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t* mutex,
                               const timespec* time) noexcept {
  return ::pthread_rwlock_clockrdlock(mutex, CLOCK_REALTIME, time);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t* mutex,
                               const timespec* time) noexcept {
  return ::pthread_rwlock_clockwrlock(mutex, CLOCK_REALTIME, time);
}

int pthread_rwlock_unlock(pthread_rwlock_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_rwlock_unlock)(mutex);
  return core::unlock(mutex);
}

int sem_wait(sem_t* semaphore) {
  if (!is_controlled()) return EXPLORER_REAL(sem_wait)(semaphore);
  return core::acquire(semaphore, never);
}

int sem_timedwait(sem_t* semaphore, const timespec* time) {
  if (!is_controlled()) return EXPLORER_REAL(sem_timedwait)(semaphore, time);
  // The library makes a deadline of another clock one of the calendar by adding
  // the difference: if it never comes, that overflows.
  const bool overflown = time->tv_sec < 0;
  return core::acquire(
      semaphore, overflown ? core::never : deadline_on(CLOCK_REALTIME, *time));
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* time) {
  if (!is_controlled()) {
    return EXPLORER_REAL(sem_clockwait)(semaphore, clock, time);
  }
  return core::acquire(semaphore, deadline_on(clock, *time));
}

int sem_trywait(sem_t* semaphore) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(sem_trywait)(semaphore);
  return core::try_acquire(semaphore);
}

int sem_post(sem_t* semaphore) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(sem_post)(semaphore);
  return core::release(semaphore);
}

int sem_destroy(sem_t* semaphore) noexcept {
  if (is_controlled()) core::destroy(semaphore);
  return EXPLORER_REAL(sem_destroy)(semaphore);
}

int pthread_once(pthread_once_t* once, void (*function)()) {
  if (!is_controlled()) return EXPLORER_REAL(pthread_once)(once, function);
  return core::call_once(once, function);
}

// See atomic_notify.hpp.
void explorer_notify_begins(const volatile void* atomic) noexcept {
  if (is_controlled()) core::begin_notify(const_cast<const void*>(atomic));
}

void explorer_notify_ends() noexcept {
  if (is_controlled()) core::end_notify();
}

/// libstdc++ makes its std::atomic::wait of this.
long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  const auto& [a, b, c, d, e, f] = arguments;
  if (is_controlled() && number == SYS_futex) {
    const long command = b & FUTEX_CMD_MASK;
    const auto* word = reinterpret_cast<const int*>(a);
    if (command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET) {
      return core::atomic_notify(word, static_cast<int>(c));
    }
    if (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET) {
      const auto* time = reinterpret_cast<const timespec*>(d);
      if (time != nullptr && !is_valid(*time)) {
        errno = EINVAL;
        return -1;
      }
      return core::atomic_wait(word, static_cast<int>(c),
                               futex_deadline(b, time));
    }
  }
  return EXPLORER_REAL(syscall)(number, a, b, c, d, e, f);
}

}  // extern "C"
