#include "core/carriers.hpp"

#include <array>

#include "core/libc.hpp"
#include "core/scheduler.hpp"
#include "core/stacks.hpp"
#include "core/thread_locals.hpp"

// The address sanitizer's own, which must know of every thread. A sanitizer
// that is linked statically is not found by looking for the next symbol.
extern "C" __attribute__((weak)) int __interceptor_pthread_create(
    pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
extern "C" __attribute__((weak)) int __interceptor_pthread_join(pthread_t,
                                                                void**);

namespace explorer::core {
namespace {

/// By the numbers of their threads.
std::array<RealThread, max_threads> real_threads;

/// Runs when a real thread ends with its thread: by pthread_exit(), or since
/// it has to. Other keys' destructors may still lock something, so that ours
/// asks for a second round.
void end_of_thread(void* thread);

pthread_key_t end_key() {
  static const pthread_key_t the_key = [] {
    pthread_key_t key{};
    ::pthread_key_create(&key, end_of_thread);
    return key;
  }();
  return the_key;
}

/// Those made last are destroyed first, and may make others.
void destroy_thread_locals(RealThread& me) {
  while (!me.thread_locals.empty()) {
    const ThreadLocal last = me.thread_locals.back();
    me.thread_locals.pop_back();
    last.destroy(last.object);
  }
}

void end_of_thread(void* it) {
  auto* real = static_cast<RealThread*>(it);
  if (real->thread == nullptr) return;
  destroy_thread_locals(*real);
  if (real->end_rounds++ == 0) {
    ::pthread_setspecific(end_key(), real);
    return;
  }
  real->ended = true;
  scheduler().finish();
}

void run_thread(Thread& me) {
  current = &me;
  scheduler().record().running = me.real->system_id;
  scheduler().tell(Op::start);
  me.result = me.function(me.argument);
  destroy_thread_locals(*me.real);
}

bool restore(const ThreadLocals& fresh) {
  const Uncontrolled here;
  return fresh.restore();
}

void* run_threads(void* it) {
  RealThread& me = *static_cast<RealThread*>(it);
  give_signal_stack(static_cast<int>(&me - real_threads.data()));
  ::pthread_setspecific(end_key(), &me);
  me.system_id = static_cast<pid_t>(system_call(SYS_gettid));
  const ThreadLocals fresh;
  for (;;) {
    me.gate.wait();
    if (me.thread == nullptr) return nullptr;
    run_thread(*me.thread);
    if (me.must_end || !restore(fresh)) return nullptr;
    scheduler().finish();
  }
}

int create(RealThread& real, int number) {
  const Uncontrolled here;
  real.must_end = real.ended = false;
  real.end_rounds = 0;
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  give_stack(number, attributes);
  const int error =
      real_create()(&real.handle, &attributes, run_threads, &real);
  ::pthread_attr_destroy(&attributes);
  real.started = error == 0;
  return error;
}

void join(RealThread& real) {
  real_join()(real.handle, nullptr);
  real.started = false;
}

}  // namespace

CreateThread real_create() {
  return __interceptor_pthread_create != nullptr
             ? __interceptor_pthread_create
             : EXPLORER_REAL(pthread_create);
}

JoinThread real_join() {
  return __interceptor_pthread_join != nullptr ? __interceptor_pthread_join
                                               : EXPLORER_REAL(pthread_join);
}

int start_real_thread(Thread& thread) {
  RealThread& real = real_threads[static_cast<std::size_t>(thread.id)];
  thread.real = &real;
  real.thread = &thread;
  return real.started ? 0 : create(real, thread.id);
}

void join_ended_threads() {
  for (RealThread& real : real_threads) {
    if (real.started && real.ended) join(real);
  }
}

void end_real_threads() {
  for (RealThread& real : real_threads) {
    if (!real.started) continue;
    real.thread = nullptr;
    real.gate.open();
    join(real);
  }
}

}  // namespace explorer::core
