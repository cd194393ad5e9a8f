/// @file
/// The real threads that the threads of a schedule run on.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <memory_resource>
#include <vector>

#include "core/arena.hpp"
#include "core/libc.hpp"

namespace explorer::core {

struct Thread;

/// A thread_local object that is to be destroyed.
struct ThreadLocal {
  void (*destroy)(void*);
  void* object;
};

/// A real thread. It runs the thread with one number of schedule after
/// schedule, whose thread_local objects are fresh each time: starting it then
/// costs no more than handing it the token.
struct RealThread {
  Gate gate;                 ///< Opened for the thread that holds the token.
  Thread* thread = nullptr;  ///< The one it runs; null at the end.
  pthread_t handle{};
  pid_t system_id = 0;
  bool started = false;
  std::pmr::vector<ThreadLocal> thread_locals{&arena()};
  bool must_end = false;  ///< When its thread does, and be replaced.
  bool ended = false;     ///< All but: it has only to be joined.
  int end_rounds = 0;
};

/// Gives the thread its real one, which waits at its gate. Returns an error
/// number.
int start_real_thread(Thread& thread);

/// Waits for those that have ended, once the schedule is over.
void join_ended_threads();

/// Ends all of them, and waits for that.
void end_real_threads();

/// The C library's own, or the address sanitizer's, which has to know.
using CreateThread = int (*)(pthread_t*, const pthread_attr_t*,
                             void* (*)(void*), void*);
using JoinThread = int (*)(pthread_t, void**);
CreateThread real_create();
JoinThread real_join();

}  // namespace explorer::core
