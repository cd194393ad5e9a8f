// Static locals: a thread that finds one initialised sees all that
// its initialisation did.

#include <dlfcn.h>

#include "core/observer.hpp"

namespace {

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// Other names in C++, lest the compiler take them for its own.
extern "C" {
int acquire_guard(void* guard) asm("__cxa_guard_acquire");
void release_guard(void* guard) asm("__cxa_guard_release");

int acquire_guard(void* guard) {
  static const auto real = next<int(void*)>("__cxa_guard_acquire");
  const int initialise = real(guard);
  if (explorer::core::current != nullptr) explorer::core::acquired(guard);
  return initialise;
}

void release_guard(void* guard) {
  static const auto real = next<void(void*)>("__cxa_guard_release");
  if (explorer::core::current != nullptr) explorer::core::released(guard);
  real(guard);
}
}
