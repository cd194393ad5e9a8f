/// @file
/// Chapter 11: how a thread waits for another core.
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

/// Lets some hundred nanoseconds pass: who looks at a cache line takes it from
/// the core that writes it, so between two looks that core gets time to do so.
inline void back_off() noexcept {
  constexpr int pauses = 4;
  for (int i = 0; i < pauses; ++i) pause();
}

}  // namespace workbook
