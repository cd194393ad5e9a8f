// The C library's threads, clocks and sleeps, as the program calls them.

#include <pthread.h>
#include <sched.h>
#include <sys/time.h>
#include <time.h>

#include "core/carriers.hpp"
#include "core/libc.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

using explorer::core::is_controlled;
namespace core = explorer::core;

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes,
                   void* (*function)(void*), void* argument) noexcept {
  if (!is_controlled()) {
    return core::real_create()(handle, attributes, function, argument);
  }
  return core::create_thread(handle, function, argument);
}

int pthread_join(pthread_t handle, void** result) {
  if (!is_controlled()) return core::real_join()(handle, result);
  return core::join_thread(handle, result);
}

int pthread_detach(pthread_t handle) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(pthread_detach)(handle);
  return core::detach_thread(handle);
}

/// The compiler calls this when a thread_local object has been made.
int __cxa_thread_atexit_impl(void (*destroy)(void*), void* object,
                             void* library) noexcept;
int __cxa_thread_atexit_impl(void (*destroy)(void*), void* object,
                             void* library) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(__cxa_thread_atexit_impl)(destroy, object, library);
  }
  core::current->real->thread_locals.push_back({destroy, object});
  return 0;
}

/// What is kept for a thread under a key may want to hear of its end.
int pthread_setspecific(pthread_key_t key, const void* value) noexcept {
  if (is_controlled()) core::current->real->must_end = true;
  return EXPLORER_REAL(pthread_setspecific)(key, value);
}

int sched_yield() noexcept {
  if (!is_controlled()) return EXPLORER_REAL(sched_yield)();
  core::yield();
  return 0;
}

int nanosleep(const timespec* duration, timespec* left) {
  if (!is_controlled()) return EXPLORER_REAL(nanosleep)(duration, left);
  core::sleep_until(
      core::later(core::scheduler().now(), core::nanoseconds(*duration)));
  return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time,
                    timespec* left) {
  if (!is_controlled()) {
    return EXPLORER_REAL(clock_nanosleep)(clock, flags, time, left);
  }
  if ((flags & TIMER_ABSTIME) == 0) return ::nanosleep(time, left);
  core::sleep_until(core::deadline_on(clock, *time));
  return 0;
}

int usleep(useconds_t microseconds) {
  const timespec time{.tv_sec = microseconds / 1'000'000,
                      .tv_nsec = long{microseconds % 1'000'000} * 1000};
  return ::nanosleep(&time, nullptr);
}

unsigned sleep(unsigned seconds) {
  const timespec time{.tv_sec = seconds, .tv_nsec = 0};
  return ::nanosleep(&time, nullptr) == 0 ? 0 : seconds;
}

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  if (!is_controlled()) {
    return EXPLORER_REAL(clock_gettime)(clock, time);
  }
  *time = core::read_clock(clock);
  return 0;
}

int gettimeofday(timeval* time, void* zone) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(gettimeofday)(time, zone);
  const timespec now = core::read_clock(CLOCK_REALTIME);
  *time = {.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* result) noexcept {
  if (!is_controlled()) return EXPLORER_REAL(time)(result);
  const time_t seconds = core::read_clock(CLOCK_REALTIME).tv_sec;
  if (result != nullptr) *result = seconds;
  return seconds;
}

}  // extern "C"
