// Atomic operations, as -fsanitize=thread has them made.

#include "races/atomic_operation.hpp"

namespace {

using namespace explorer::core;

constexpr int seq_cst = __ATOMIC_SEQ_CST;

}  // namespace

#define EXPLORER_FETCH(T, bits, name, expression)                            \
  T __tsan_atomic##bits##_fetch_##name(volatile T* at, T value, int order) { \
    const auto change = [&](T old) { return static_cast<T>(expression); };   \
    if (current != nullptr) return modify(at, order, change);                \
    if constexpr (is_wide<T>) {                                              \
      return change_outside(at, change);                                     \
    } else {                                                                 \
      return __atomic_fetch_##name(at, value, seq_cst);                      \
    }                                                                        \
  }

#define EXPLORER_ATOMIC(T, bits)                                               \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {              \
    return load(at, order, __builtin_return_address(0));                       \
  }                                                                            \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {       \
    store(at, value, order);                                                   \
  }                                                                            \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int order) {       \
    return exchange(at, value, order);                                         \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_strong(                           \
      volatile T* at, T* expected, T value, int order, int failure) {          \
    return compare_exchange(at, expected, value, order, failure);              \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_weak(                             \
      volatile T* at, T* expected, T value, int order, int failure) {          \
    return weak_compare_exchange(at, expected, value, order, failure);         \
  }                                                                            \
  T __tsan_atomic##bits##_compare_exchange_val(                                \
      volatile T* at, T expected, T value, int order, int failure) {           \
    __tsan_atomic##bits##_compare_exchange_strong(at, &expected, value, order, \
                                                  failure);                    \
    return expected;                                                           \
  }                                                                            \
  EXPLORER_FETCH(T, bits, add, old + value)                                    \
  EXPLORER_FETCH(T, bits, sub, old - value)                                    \
  EXPLORER_FETCH(T, bits, and, old& value)                                     \
  EXPLORER_FETCH(T, bits, or, old | value)                                     \
  EXPLORER_FETCH(T, bits, xor, old ^ value)                                    \
  EXPLORER_FETCH(T, bits, nand, ~(old & value))

extern "C" {

EXPLORER_ATOMIC(std::uint8_t, 8)
EXPLORER_ATOMIC(std::uint16_t, 16)
EXPLORER_ATOMIC(std::uint32_t, 32)
EXPLORER_ATOMIC(std::uint64_t, 64)
EXPLORER_ATOMIC(Bits, 128)

void __tsan_atomic_thread_fence(int order) {
  __atomic_thread_fence(seq_cst);
  if (current == nullptr) return;
  const memory_order asked = order_of(order);
  if (asked == memory_order::seq_cst) scheduler().perform({.op = Op::fence});
  atomics().fence(asked);
  scheduler().tell({.op = Op::fence, .memory_order = asked});
}

void __tsan_atomic_signal_fence(int) {}

}  // extern "C"
