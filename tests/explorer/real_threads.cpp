#include "real_threads.hpp"

#include "real.hpp"
#include "scheduler.hpp"
#include "stacks.hpp"

// The address sanitizer's own, which must know of every thread. A sanitizer
// that is linked statically is not found by looking for the next symbol.
extern "C" __attribute__((weak)) int __interceptor_pthread_create(
    pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
extern "C" __attribute__((weak)) int __interceptor_pthread_join(pthread_t,
                                                                void**);

namespace explorer::core {
namespace {

/// A thread has ended when its thread_local objects are gone. Their
/// destructors run before those of keys, and other keys' destructors may
/// still lock something, so that ours asks for a second round.
void end_of_thread(void* thread);

pthread_key_t end_key() {
  static const pthread_key_t the_key = [] {
    pthread_key_t key{};
    ::pthread_key_create(&key, end_of_thread);
    return key;
  }();
  return the_key;
}

void end_of_thread(void* it) {
  auto* thread = static_cast<Thread*>(it);
  if (thread->end_rounds++ == 0) {
    ::pthread_setspecific(end_key(), thread);
    return;
  }
  scheduler().finish();
}

void* run_thread(void* it) {
  Thread& me = *static_cast<Thread*>(it);
  give_signal_stack(me);
  ::pthread_setspecific(end_key(), &me);
  me.system_id = static_cast<pid_t>(system_call(SYS_gettid));
  me.gate.wait();
  current = &me;
  scheduler().record().running = me.system_id;
  scheduler().tell(Op::start);
  me.result = me.function(me.argument);
  return me.result;
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
  const Uncontrolled here;
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  give_stack(thread, attributes);
  const int error =
      real_create()(&thread.handle, &attributes, run_thread, &thread);
  ::pthread_attr_destroy(&attributes);
  return error;
}

void join_real_thread(Thread& thread) { real_join()(thread.handle, nullptr); }

}  // namespace explorer::core
