/// @file
/// The operations a schedule is made of.
#pragma once

#include <cstdint>

namespace explorer::core {

/// One step of one thread.
enum class Op : std::uint8_t {
  start,
  end,
  create,
  join,
  lock,
  try_lock,
  unlock,
  wait,
  woken,
  notify_one,
  notify_all,
  destroy,
  lock_exclusive,
  lock_shared,
  unlock_shared_mutex,
  acquire,
  try_acquire,
  release,
  call_once,
  atomic_wait,
  atomic_notify,
  load,
  store,
  modify,
  read,
  write,
  free,
  yield,
  sleep,
  settle,
  expect,
  fail,
};

/// What kind of thing an operation works on; it decides its name in a trace.
enum class Kind : std::uint8_t {
  none,
  thread,
  mutex,
  condition,
  shared_mutex,
  semaphore,
  atomic,
  once,
  memory,
};

constexpr Kind kind_of(Op op) noexcept {
  switch (op) {
    case Op::create:
    case Op::join:
      return Kind::thread;
    case Op::lock:
    case Op::try_lock:
    case Op::unlock:
      return Kind::mutex;
    case Op::wait:
    case Op::woken:
    case Op::notify_one:
    case Op::notify_all:
    case Op::destroy:
      return Kind::condition;
    case Op::lock_exclusive:
    case Op::lock_shared:
    case Op::unlock_shared_mutex:
      return Kind::shared_mutex;
    case Op::acquire:
    case Op::try_acquire:
    case Op::release:
      return Kind::semaphore;
    case Op::atomic_wait:
    case Op::atomic_notify:
    case Op::load:
    case Op::store:
    case Op::modify:
      return Kind::atomic;
    case Op::call_once:
      return Kind::once;
    case Op::read:
    case Op::write:
    case Op::free:
      return Kind::memory;
    default:
      return Kind::none;
  }
}

}  // namespace explorer::core
