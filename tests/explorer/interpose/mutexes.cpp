// The C library's mutexes and condition variables, as the program calls them.

#include <pthread.h>

#include "core/libc.hpp"
#include "primitives/primitives.hpp"

using explorer::core::deadline_on;
using explorer::core::is_controlled;
using explorer::core::never;
using explorer::core::WaitsByClock;
namespace core = explorer::core;

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_mutex_lock)(mutex);
  return core::lock(mutex, never);
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex,
                            const timespec* time) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_mutex_timedlock)(mutex, time);
  }
  const WaitsByClock system_clock{CLOCK_REALTIME};
  return core::lock(mutex, deadline_on(CLOCK_REALTIME, *time));
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock,
                            const timespec* time) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_mutex_clocklock)(mutex, clock, time);
  }
  const WaitsByClock its_clock{clock};
  return core::lock(mutex, deadline_on(clock, *time));
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_mutex_trylock)(mutex);
  return core::try_lock(mutex);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_mutex_unlock)(mutex);
  return core::unlock(mutex);
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_cond_wait)(condition, mutex);
  }
  return core::wait(condition, mutex, never);
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* time) {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_cond_timedwait)(condition, mutex, time);
  }
  const WaitsByClock system_clock{CLOCK_REALTIME};
  return core::wait(condition, mutex, deadline_on(CLOCK_REALTIME, *time));
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           clockid_t clock, const timespec* time) {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_cond_clockwait)(condition, mutex, clock, time);
  }
  const WaitsByClock its_clock{clock};
  return core::wait(condition, mutex, deadline_on(clock, *time));
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_cond_signal)(condition);
  return core::notify_one(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(pthread_cond_broadcast)(condition);
  }
  return core::notify_all(condition);
}

int pthread_cond_destroy(pthread_cond_t* condition) noexcept {
  if (is_controlled()) core::destroy(condition);
  return EXPLORER_REAL(pthread_cond_destroy)(condition);
}

}  // extern "C"
