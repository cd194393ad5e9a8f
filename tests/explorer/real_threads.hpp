/// @file
/// The real threads that the threads of a schedule run on.
#pragma once

#include "thread.hpp"

namespace explorer::core {

/// Starts the real thread; it waits at its gate. Returns an error number.
int start_real_thread(Thread& thread);

/// Waits for the real thread's end, once the schedule is over.
void join_real_thread(Thread& thread);

/// The C library's own, or the address sanitizer's, which has to know.
using CreateThread = int (*)(pthread_t*, const pthread_attr_t*,
                             void* (*)(void*), void*);
using JoinThread = int (*)(pthread_t, void**);
CreateThread real_create();
JoinThread real_join();

}  // namespace explorer::core
