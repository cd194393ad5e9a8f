// Atomic operations, as -fsanitize=thread has them made: each is a point
// where another thread may go on. They are sequentially consistent here,
// whatever order they ask for; the order counts only for what they order.

#include <cstdint>

#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"
#include "races/detector.hpp"

namespace {

using namespace explorer::core;

constexpr int seq_cst = __ATOMIC_SEQ_CST;

const void* plain(const volatile void* object) {
  return const_cast<const void*>(object);
}

/// The scheduling point before an operation.
void before(Op op, const void* object, std::size_t size) {
  if (!is_controlled()) return;
  Thread& me = *current;
  Scheduler& schedule = scheduler();
  const bool looks_again = op == Op::load && me.last_load == object &&
                           me.last_load_step == schedule.step();
  if (schedule.spins(me)) give_way();
  // A second look right after the first shows the same.
  if (!looks_again && me.notifies == nullptr) {
    schedule.perform({.op = op, .object = object});
  }
  me.last_load = op == Op::load ? object : nullptr;
  me.last_load_step = schedule.step();
  const bool write = op != Op::load;
  detector().touch(
      {.address = object, .size = size, .write = write, .atomic = true});
}

/// `changed` is false for a look, or an attempt that failed.
template <class T>
void after(Op op, const void* object, T value, bool changed,
           bool spurious = false) {
  current->fruitless = changed ? 0 : current->fruitless + 1;
  if (changed) current->has_let_go = true;
  if (current->notifies != nullptr) return;
  scheduler().tell({.op = op,
                    .failed = op == Op::modify && !changed,
                    .spurious = spurious,
                    .object = object,
                    .value = static_cast<std::int64_t>(value)});
}

template <class T>
T load(const volatile T* at, int order) {
  if (current == nullptr) return __atomic_load_n(at, seq_cst);
  before(Op::load, plain(at), sizeof(T));
  const T value = *at;
  detector().atomic_load(plain(at), order);
  after(Op::load, plain(at), value, false);
  return value;
}

template <class T>
void store(volatile T* at, T value, int order) {
  if (current == nullptr) return __atomic_store_n(at, value, seq_cst);
  before(Op::store, plain(at), sizeof(T));
  detector().atomic_store(plain(at), order);
  *at = value;
  after(Op::store, plain(at), value, true);
}

/// A read-modify-write by any function of the old value.
template <class T, class Function>
T modify(volatile T* at, int order, Function function) {
  before(Op::modify, plain(at), sizeof(T));
  const T old = *at;
  const T value = function(old);
  detector().atomic_load(plain(at), order);
  detector().atomic_modify(plain(at), order);
  *at = value;
  after(Op::modify, plain(at), value, value != old);
  return old;
}

template <class T>
bool compare_exchange(volatile T* at, T* expected, T value, int order,
                      int failure_order) {
  before(Op::modify, plain(at), sizeof(T));
  const T old = *at;
  const bool equal = old == *expected;
  const bool fails_for_no_reason =
      current->at_weak_exchange && current->surprised;
  const bool succeeds = equal && !fails_for_no_reason;
  detector().atomic_load(plain(at), succeeds ? order : failure_order);
  if (succeeds) {
    detector().atomic_modify(plain(at), order);
    *at = value;
  } else {
    *expected = old;
  }
  after(Op::modify, plain(at), succeeds ? value : old, succeeds,
        equal && !succeeds);
  return succeeds;
}

/// One that may fail although the value is the expected one.
template <class T>
bool weak_compare_exchange(volatile T* at, T* expected, T value, int order,
                           int failure_order) {
  current->at_weak_exchange = true;
  current->surprised = false;
  const bool succeeds =
      compare_exchange(at, expected, value, order, failure_order);
  current->at_weak_exchange = false;
  return succeeds;
}

}  // namespace

#define EXPLORER_FETCH(T, bits, name, expression)                            \
  T __tsan_atomic##bits##_fetch_##name(volatile T* at, T value, int order) { \
    if (current == nullptr) {                                                \
      return __atomic_fetch_##name(at, value, seq_cst);                      \
    }                                                                        \
    return modify(at, order,                                                 \
                  [&](T old) { return static_cast<T>(expression); });        \
  }

#define EXPLORER_ATOMIC(T, bits)                                               \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {              \
    return load(at, order);                                                    \
  }                                                                            \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {       \
    store(at, value, order);                                                   \
  }                                                                            \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int order) {       \
    if (current == nullptr) {                                                  \
      return __atomic_exchange_n(at, value, seq_cst);                          \
    }                                                                          \
    return modify(at, order, [&](T) { return value; });                        \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_strong(                           \
      volatile T* at, T* expected, T value, int order, int failure) {          \
    if (current == nullptr) {                                                  \
      return __atomic_compare_exchange_n(at, expected, value, false, seq_cst,  \
                                         seq_cst);                             \
    }                                                                          \
    return compare_exchange(at, expected, value, order, failure);              \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_weak(                             \
      volatile T* at, T* expected, T value, int order, int failure) {          \
    if (current == nullptr) {                                                  \
      return __atomic_compare_exchange_n(at, expected, value, true, seq_cst,   \
                                         seq_cst);                             \
    }                                                                          \
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

void __tsan_atomic_thread_fence(int order) {
  if (current != nullptr) detector().fence(order);
  __atomic_thread_fence(seq_cst);
}

void __tsan_atomic_signal_fence(int) {}

}  // extern "C"
