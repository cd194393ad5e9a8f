/// @file
/// Atomic operations of threads that are of no body: as they are.
#pragma once

namespace explorer::core {

/// Outside of a body, 16 bytes at a time. The compiler would call a library
/// that a program need not link; so one lock guards them all.
inline char wide_taken = 0;

template <class T, class Function>
T change_outside(volatile T* at, Function function) {
  while (__atomic_test_and_set(&wide_taken, __ATOMIC_ACQUIRE)) continue;
  const T old = *at;
  *at = function(old);
  __atomic_clear(&wide_taken, __ATOMIC_RELEASE);
  return old;
}

template <class T>
constexpr bool is_wide = sizeof(T) > 8;

template <class T>
T load_outside(const volatile T* at) {
  if constexpr (is_wide<T>) {
    return change_outside(const_cast<volatile T*>(at), [](T it) { return it; });
  } else {
    return __atomic_load_n(at, __ATOMIC_SEQ_CST);
  }
}

template <class T>
T exchange_outside(volatile T* at, T value) {
  if constexpr (is_wide<T>) {
    return change_outside(at, [value](T) { return value; });
  } else {
    return __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST);
  }
}

template <class T>
bool compare_exchange_outside(volatile T* at, T* expected, T value) {
  if constexpr (is_wide<T>) {
    const T wanted = *expected;
    *expected =
        change_outside(at, [=](T old) { return old == wanted ? value : old; });
    return *expected == wanted;
  } else {
    return __atomic_compare_exchange_n(at, expected, value, false,
                                       __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  }
}

}  // namespace explorer::core
