// Exceptions are shared by counting owners inside libstdc++, where we do not
// see it. To let one go is ordered before its destruction.

#include <exception>

#include "core/libc.hpp"
#include "core/observer.hpp"

namespace {

using explorer::core::current;

void order_owners(const void* exception) {
  if (current == nullptr || exception == nullptr) return;
  explorer::core::released(exception);
  explorer::core::acquired(exception);
}

/// An exception_ptr is a pointer to the exception, and nothing else.
const void* object_of(const std::exception_ptr& pointer) {
  static_assert(sizeof pointer == sizeof(void*));
  return *reinterpret_cast<void* const*>(&pointer);
}

}  // namespace

extern "C" {
void end_catch() asm("__cxa_end_catch");
void release_exception(void** pointer) asm(
    "_ZNSt15__exception_ptr13exception_ptr10_M_releaseEv");

void end_catch() {
  static const auto real = explorer::core::next<void()>("__cxa_end_catch");
  if (current != nullptr) order_owners(object_of(std::current_exception()));
  real();
}

void release_exception(void** pointer) {
  static const auto real = explorer::core::next<void(void**)>(
      "_ZNSt15__exception_ptr13exception_ptr10_M_releaseEv");
  order_owners(*pointer);
  real(pointer);
}
}
