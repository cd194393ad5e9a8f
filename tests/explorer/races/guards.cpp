// Static locals: a thread that finds one initialised sees all that
// its initialisation did.

#include "core/libc.hpp"
#include "core/observer.hpp"

// Other names in C++, lest the compiler take them for its own.
extern "C" {
int acquire_guard(void* guard) asm("__cxa_guard_acquire");
void release_guard(void* guard) asm("__cxa_guard_release");

int acquire_guard(void* guard) {
  static const auto real =
      explorer::core::next<int(void*)>("__cxa_guard_acquire");
  const int initialise = real(guard);
  if (explorer::core::current != nullptr) explorer::core::acquired(guard);
  return initialise;
}

void release_guard(void* guard) {
  static const auto real =
      explorer::core::next<void(void*)>("__cxa_guard_release");
  if (explorer::core::current != nullptr) explorer::core::released(guard);
  real(guard);
}
}
