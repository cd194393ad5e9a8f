/// @file
/// Chapter 11: how a thread waits for another core.
#pragma once

namespace workbook {

/// Lets some time pass, twenty nanoseconds for each of the `times`, without
/// giving up the core. Takes none where the processor has no such instruction.
inline void pause(int times) noexcept {
  for (int i = 0; i < times; ++i) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
  }
}

/// Lets some hundred nanoseconds pass: a look at a cache line takes it from
/// the core that writes it, so between two looks that core gets time to do so.
inline void back_off() noexcept { pause(4); }

}  // namespace workbook
