// Functions that wait, or start threads, behind the explorer's back. A body
// that calls one is told so, by name.

#include <pthread.h>
#include <threads.h>

#include "core/libc.hpp"
#include "primitives/primitives.hpp"

using explorer::core::refuse;

#define EXPLORER_REFUSE(result, function, parameters, arguments) \
  result function parameters {                                   \
    refuse(#function);                                           \
    return EXPLORER_REAL(function) arguments;                    \
  }

extern "C" {

EXPLORER_REFUSE(int, pthread_barrier_wait, (pthread_barrier_t * it) noexcept,
                (it))
EXPLORER_REFUSE(int, pthread_spin_lock, (pthread_spinlock_t * it) noexcept,
                (it))
EXPLORER_REFUSE(int, pthread_cancel, (pthread_t it), (it))
EXPLORER_REFUSE(int, pthread_timedjoin_np,
                (pthread_t it, void** result, const timespec* time),
                (it, result, time))
EXPLORER_REFUSE(int, thrd_create,
                (thrd_t * it, thrd_start_t function, void* argument),
                (it, function, argument))
EXPLORER_REFUSE(int, mtx_lock, (mtx_t * it), (it))
EXPLORER_REFUSE(int, mtx_timedlock, (mtx_t * it, const timespec* time),
                (it, time))
EXPLORER_REFUSE(int, cnd_wait, (cnd_t * it, mtx_t* mutex), (it, mutex))
EXPLORER_REFUSE(int, cnd_timedwait,
                (cnd_t * it, mtx_t* mutex, const timespec* time),
                (it, mutex, time))

}  // extern "C"
