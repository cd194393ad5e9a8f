/// @file
/// Chapter 11: the instruction for a thread that waits for another core.
#pragma once

namespace workbook {

/// Lets some twenty nanoseconds pass, without giving up the core. Takes no
/// time where the processor has no such instruction.
inline void pause() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace workbook
