/// @file
/// The operations a schedule is made of.
#pragma once

#include <array>
#include <cstddef>
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
  fence,
  read,
  write,
  free,
  yield,
  pause,
  sleep,
  settle,
  turn_clock,
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

struct Description {
  const char* verb;
  Kind kind = Kind::none;
};

/// In the order of the operations.
inline constexpr auto descriptions = std::to_array<Description>({
    {"begins"},
    {"ends"},
    {"start", Kind::thread},
    {"join", Kind::thread},
    {"lock", Kind::mutex},
    {"try_lock", Kind::mutex},
    {"unlock", Kind::mutex},
    {"wait", Kind::condition},
    {"woken from", Kind::condition},
    {"notify_one", Kind::condition},
    {"notify_all", Kind::condition},
    {"destroy", Kind::condition},
    {"lock", Kind::shared_mutex},
    {"lock_shared", Kind::shared_mutex},
    {"unlock", Kind::shared_mutex},
    {"acquire", Kind::semaphore},
    {"try_acquire", Kind::semaphore},
    {"release", Kind::semaphore},
    {"call_once", Kind::once},
    {"wait", Kind::atomic},
    {"notify", Kind::atomic},
    {"load", Kind::atomic},
    {"store", Kind::atomic},
    {"modify", Kind::atomic},
    {"fence"},
    {"read", Kind::memory},
    {"write", Kind::memory},
    {"free", Kind::memory},
    {"yield"},
    {"pause"},
    {"sleep"},
    {"settled"},
    {"set system clock"},
    {"expect fails"},
    {"fails here"},
});

constexpr const Description& description_of(Op op) noexcept {
  return descriptions[static_cast<std::size_t>(op)];
}

static_assert(descriptions.size() == static_cast<std::size_t>(Op::fail) + 1);

constexpr Kind kind_of(Op op) noexcept { return description_of(op).kind; }

}  // namespace explorer::core
