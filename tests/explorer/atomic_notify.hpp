/// @file
/// Precompiled into programs that link the explorer, and so included before
/// everything else: shows it the notifications of std::atomic.
///
/// libstdc++ calls the system only if somebody waits, and otherwise does not
/// touch the atomic at all. So a notification that comes too late, to an
/// atomic that is gone, would leave nothing to be seen.
#pragma once

#include <version>

#if defined(__GLIBCXX__) && __has_include(<bits/atomic_wait.h>)
#include <bits/atomic_wait.h>
#ifdef __cpp_lib_atomic_wait

extern "C" void explorer_notify_begins(const volatile void* atomic) noexcept;
extern "C" void explorer_notify_ends() noexcept;

namespace std {

template <class Value>
void explorer_notify(const Value* atomic, bool all) noexcept {
  explorer_notify_begins(atomic);
  __atomic_notify_address(atomic, all);
  explorer_notify_ends();
}

}  // namespace std

#define __atomic_notify_address explorer_notify  // NOLINT(bugprone-reserved*)
#include <atomic>
#undef __atomic_notify_address

#endif
#endif

#include "atomic_shared_ptr.hpp"
