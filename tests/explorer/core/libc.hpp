/// @file
/// The C library's own functions, behind the ones that we interpose.
#pragma once

#include <dlfcn.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

/// The next definition of an interposed function: the C library's.
/// The library is compiled with -fno-threadsafe-statics, so that looking one
/// up takes no lock.
#define EXPLORER_REAL(function)                                \
  ([] {                                                        \
    using Real = decltype(&::function);                        \
    static const auto found =                                  \
        reinterpret_cast<Real>(::dlsym(RTLD_NEXT, #function)); \
    return found;                                              \
  }())

namespace explorer::core {

/// The same for a function whose C++ declaration is another, or none.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// The system call itself; `syscall` is one of the functions we interpose.
template <class... Arguments>
long system_call(long number, Arguments... arguments) noexcept {
  return EXPLORER_REAL(syscall)(number, arguments...);
}

/// Lets one thread through each time it is opened. Made of nothing but a
/// futex, so that handing over the token is no operation of the program.
class Gate {
 public:
  void wait() noexcept {
    while (open_.exchange(0) == 0) {
      system_call(SYS_futex, &open_, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr,
                  0);
    }
  }

  void open() noexcept {
    open_.store(1);
    system_call(SYS_futex, &open_, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
  }

 private:
  std::atomic<std::uint32_t> open_{0};
};

}  // namespace explorer::core
