/// @file
/// What the operations of the primitives mean, in terms of the scheduler.
/// All of these are called by a controlled thread, and return what the
/// function of the C library would.
#pragma once

#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "core/thread.hpp"

namespace explorer::core {

/// Forgets what the schedule before left.
void reset_mutexes();
void reset_shared_mutexes();
void reset_onces();
inline void reset_primitives() {
  reset_mutexes();
  reset_shared_mutexes();
  reset_onces();
}

// Mutexes and condition variables.
int lock(pthread_mutex_t* mutex, Time deadline);
int try_lock(pthread_mutex_t* mutex);
int unlock(pthread_mutex_t* mutex);
int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, Time deadline);
int notify_one(pthread_cond_t* condition);
int notify_all(pthread_cond_t* condition);
void destroy(pthread_cond_t* condition);

/// A mutex as its lock sees it.
struct MutexState {
  Thread* owner = nullptr;
  int depth = 0;  ///< How often the owner has locked it.
};
MutexState& state_of(const pthread_mutex_t* mutex);

// Shared mutexes.
int lock_exclusive(pthread_rwlock_t* mutex, Time deadline);
int lock_shared(pthread_rwlock_t* mutex, Time deadline);
int try_lock_exclusive(pthread_rwlock_t* mutex);
int try_lock_shared(pthread_rwlock_t* mutex);
int unlock(pthread_rwlock_t* mutex);

// Semaphores. They fail as the C library's do: -1, and errno.
int acquire(sem_t* semaphore, Time deadline);
int try_acquire(sem_t* semaphore);
int release(sem_t* semaphore);
void destroy(sem_t* semaphore);

// The futex behind std::atomic::wait.
long atomic_wait(const int* word, int expected, Time deadline);
long atomic_notify(const int* word, int most);
/// Around a notification, of which the system may hear nothing.
void begin_notify(const void* atomic);
void end_notify();

int call_once(pthread_once_t* once, void (*function)());

// Threads.
int create_thread(pthread_t* handle, void* (*function)(void*), void* argument);
int join_thread(pthread_t handle, void** result);
int detach_thread(pthread_t handle);
void yield();
/// Lets the others go on first, all who can.
void give_way();

// Time.
void sleep_until(Time deadline);
timespec read_clock(clockid_t clock);
Time nanoseconds(const timespec& time) noexcept;
/// `duration` after `start`; never, if that is too long to count.
Time later(Time start, Time duration) noexcept;
/// The virtual time at which `clock` will show `time`.
Time deadline_on(clockid_t clock, const timespec& time);

/// While it lives, the calling thread's deadline is a time of `clock`, which
/// may be set meanwhile.
class WaitsByClock {
 public:
  explicit WaitsByClock(clockid_t clock) noexcept;
  ~WaitsByClock();
  WaitsByClock(const WaitsByClock&) = delete;
  WaitsByClock& operator=(const WaitsByClock&) = delete;
};

/// Fails the schedule if the object lies in memory that is gone.
void require_alive(Op op, const void* object, std::size_t size);

/// Fails the schedule: this function would wait where nobody sees it.
void refuse(const char* function);

}  // namespace explorer::core
