#include "thread_limit.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>

namespace {

constexpr int no_limit = -1;

std::atomic<int> threads_left{no_limit};

}  // namespace

#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define THREADS_CAN_BE_LIMITED

// In place of the system's: std::thread finds this one first.
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* how,
                              void* (*body)(void*), void* argument) {
  using Create =
      int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto real =
      reinterpret_cast<Create>(::dlsym(RTLD_NEXT, "pthread_create"));
  if (threads_left == 0) return EAGAIN;
  if (threads_left > 0) --threads_left;
  return real(thread, how, body, argument);
}
#endif

namespace tests {

ThreadLimit::ThreadLimit(int count) {
#ifndef THREADS_CAN_BE_LIMITED
  SKIP("threads cannot be limited here");
#endif
  threads_left = count;
}

ThreadLimit::~ThreadLimit() { threads_left = no_limit; }

}  // namespace tests
