#include <memory_resource>
#include <unordered_map>

#include "core/arena.hpp"
#include "core/libc.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

struct OnceState {
  Thread* runs_it = nullptr;
};

using Onces = std::pmr::unordered_map<const void*, OnceState>;

Onces& onces() {
  static Onces the_onces{&arena()};
  return the_onces;
}

/// How the C library marks a call that has been made.
constexpr int done = 2;

}  // namespace

void reset_onces() { onces().clear(); }

int call_once(pthread_once_t* once, void (*function)()) {
  OnceState& state = onces()[once];
  const auto ready = [&] { return state.runs_it == nullptr; };
  scheduler().perform({.op = Op::call_once,
                       .object = once,
                       .ready = ready,
                       .holder = &state.runs_it});
  acquired(once);
  if (*once == done) return 0;
  scheduler().tell(Op::call_once, once);
  state.runs_it = current;
  struct Over {
    OnceState& state;
    ~Over() { state.runs_it = nullptr; }
  } const over{state};
  function();  // may throw: then the next caller tries
  released(once);
  return EXPLORER_REAL(pthread_once)(once, [] {});
}

}  // namespace explorer::core
