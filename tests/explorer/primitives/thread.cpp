#include <cerrno>
#include <utility>

#include "core/carriers.hpp"
#include "core/libc.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "core/stacks.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

Thread* find(pthread_t handle) {
  for (Thread& thread : scheduler().threads()) {
    if (!thread.joined && ::pthread_equal(thread.real->handle, handle) != 0) {
      return &thread;
    }
  }
  return nullptr;
}

}  // namespace

int create_thread(pthread_t* handle, void* (*function)(void*), void* argument) {
  scheduler().perform({.op = Op::create});
  if (!scheduler().has_a_thread_left()) {
    scheduler().tell({.op = Op::create, .failed = true});
    return EAGAIN;
  }
  Thread& child = scheduler().add_thread(function, argument);
  if (const char* role = std::exchange(current->role_of_next, nullptr)) {
    scheduler().record().name(child, role);
  }
  if (observer != nullptr) observer->created(child);
  scheduler().tell(
      {.op = Op::create, .other = static_cast<std::int16_t>(child.id)});
  const int error = start_real_thread(child);
  if (error != 0) scheduler().fail(Verdict::crash, "cannot start a thread");
  *handle = child.real->handle;
  scheduler().let_go();
  return 0;
}

int join_thread(pthread_t handle, void** result) {
  Thread* child = find(handle);
  if (child == nullptr) return ESRCH;
  const auto ready = [child] { return child->done; };
  scheduler().perform({.op = Op::join, .ready = ready, .holder = &child});
  if (child->joined) {
    scheduler().tell({.op = Op::join,
                      .failed = true,
                      .other = static_cast<std::int16_t>(child->id)});
    scheduler().fail(Verdict::misuse,
                     "joins a thread that another one has joined meanwhile");
  }
  child->joined = true;
  scheduler().joined();
  if (observer != nullptr) observer->joined(*child);
  scheduler().tell(
      {.op = Op::join, .other = static_cast<std::int16_t>(child->id)});
  if (result != nullptr) *result = child->result;
  return 0;
}

/// The real thread stays joinable; it is joined when the schedule is over.
int detach_thread(pthread_t handle) {
  Thread* child = find(handle);
  if (child == nullptr) return ESRCH;
  child->joined = true;
  return 0;
}

/// Lets the others go first. Only between looks at an atomic is it taken for
/// the hint that it is, which promises nothing: libstdc++ gives four before
/// it waits, and they must not keep every thread from ever waiting.
void yield() {
  Thread& me = *current;
  ++me.steps_without_progress;
  const bool has_just_looked =
      me.last_load != nullptr && me.last_load_step == scheduler().step();
  if (has_just_looked && !scheduler().spins(me)) return;
  give_way();
}

void give_way() { scheduler().perform({.op = Op::yield, .gives_way = true}); }

}  // namespace explorer::core
