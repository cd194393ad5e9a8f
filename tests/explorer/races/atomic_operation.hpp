/// @file
/// Atomic operations of the threads of a body: each is a point where another
/// thread may go on. The memory always holds the newest value; what an
/// operation takes may be another (weak_memory.hpp).
#pragma once

#include <cstdint>

#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"
#include "races/detector.hpp"
#include "races/outside.hpp"

namespace explorer::core {

/// A consume is an acquire, as all compilers have it.
inline memory_order order_of(int order) {
  return order == __ATOMIC_CONSUME ? memory_order::acquire
                                   : static_cast<memory_order>(order & 0xff);
}

inline const void* plain(const volatile void* object) {
  return const_cast<const void*>(object);
}

/// So many looks in a row are points; what repeats after that is a loop that
/// waits, in which a look that is one shows nothing more.
inline constexpr int loads_before_waiting = 3;

/// Whether the thread only waits for the value to change.
inline bool only_waits(const void* object, const void* caller) {
  Thread& me = *current;
  const std::uintptr_t site =
      me.calls ^ reinterpret_cast<std::uintptr_t>(caller);
  const bool same = me.last_load == object && me.last_load_site == site &&
                    me.last_load_step == scheduler().step();
  me.same_loads = same ? me.same_loads + 1 : 0;
  me.last_load_site = site;
  if (me.same_loads < loads_before_waiting) return false;
  scheduler().record().spun = true;
  return true;
}

/// Remembers at which atomic the thread has just looked, if at any.
inline void remember(Op op, const void* object) {
  current->last_load = op == Op::load ? object : nullptr;
  current->last_load_step = scheduler().step();
}

/// The scheduling point before an operation.
inline void before(Op op, const void* object, std::size_t size,
                   const void* caller = nullptr) {
  if (!is_controlled()) return;
  Thread& me = *current;
  Scheduler& schedule = scheduler();
  const bool in_vain = op == Op::load && only_waits(object, caller);
  me.calls = 0;
  if (schedule.spins(me)) give_way();
  if (!in_vain && me.notifies == nullptr) {
    schedule.perform({.op = op, .object = object});
  }
  remember(op, object);
  const bool write = op != Op::load;
  detector().on_access(
      {.address = object, .size = size, .write = write, .atomic = true});
}

template <class T>
void tell_value(Event& event, T value) {
  event.value = static_cast<std::int64_t>(value);
  event.size = sizeof(T);
  if constexpr (sizeof(T) > sizeof(event.value)) {
    event.upper = static_cast<std::int64_t>(value >> 64U);
  }
}

/// What came of it. `changed` is false for a look, or an attempt that failed.
inline void count(bool changed, memory_order order) {
  current->steps_without_progress =
      changed ? 0 : current->steps_without_progress + 1;
  if (changed) current->has_let_go = true;
  if (order != memory_order::seq_cst) scheduler().record().weak = true;
}

inline void after(Event event, const void* object, bool changed,
                  Store* stored = nullptr) {
  count(changed, event.memory_order);
  if (current->notifies != nullptr) return;
  event.object = object;
  const int told = scheduler().tell(event);
  if (stored != nullptr) stored->told = told;
}

/// Whether an operation has no choice, and leaves none to others: the thread
/// is alone. A reader's thousand steps before the first thread take no time.
inline bool is_simple() {
  return scheduler().is_alone() && !scheduler().telling() &&
         !current->at_weak_exchange && current->notifies == nullptr;
}

/// Such an operation: memory is all there is to it. A thread started later
/// knows of it anyway, so that no history has to.
template <class T, class Function>
T do_simply(Op op, volatile T* at, int order, Function function) {
  const void* object = plain(at);
  is_controlled();
  current->calls = 0;
  scheduler().step_alone(op, object);
  remember(op, object);
  detector().require_alive(
      {.address = object, .size = sizeof(T), .write = op != Op::load});
  ++current->value_steps;
  const T old = *at;
  const T value = function(old);
  if (op != Op::load) *at = value;
  count(op == Op::store || value != old, order_of(order));
  return old;
}

/// A value as large as the largest.
template <class T>
Bits bits(T value) {
  return static_cast<Bits>(value);
}

inline WeakMemory& atomics() { return detector().atomics(); }

template <class T>
History& history_of(const volatile T* at) {
  return atomics().history(plain(at), sizeof(T), bits(T{*at}));
}

/// What is there for all to see, after a store.
template <class T>
void write_newest(volatile T* at, const History& history) {
  *at = static_cast<T>(history.at(history.newest()).value);
}

template <class T>
T load(const volatile T* at, int order, const void* caller) {
  if (current == nullptr) return load_outside(at);
  if (is_simple()) {
    auto* it = const_cast<volatile T*>(at);
    return do_simply(Op::load, it, order, [](T value) { return value; });
  }
  before(Op::load, plain(at), sizeof(T), caller);
  Outcome outcome = atomics().load(history_of(at), order_of(order));
  const T value = static_cast<T>(outcome.value);
  outcome.event.op = Op::load;
  tell_value(outcome.event, value);
  after(outcome.event, plain(at), false);
  return value;
}

template <class T>
void store(volatile T* at, T value, int order) {
  if (current == nullptr) return void(exchange_outside(at, value));
  if (is_simple()) {
    do_simply(Op::store, at, order, [&](T) { return value; });
    return;
  }
  before(Op::store, plain(at), sizeof(T));
  History& history = history_of(at);
  Outcome outcome = atomics().store(history, bits(value), order_of(order));
  write_newest(at, history);
  outcome.event.op = Op::store;
  tell_value(outcome.event, value);
  after(outcome.event, plain(at), true, &history.at(outcome.stored));
}

/// A read-modify-write by any function of the old value.
template <class T, class Function>
T modify(volatile T* at, int order, Function function) {
  if (is_simple()) return do_simply(Op::modify, at, order, function);
  before(Op::modify, plain(at), sizeof(T));
  History& history = history_of(at);
  const auto change = [&](Bits old) {
    return bits(static_cast<T>(function(static_cast<T>(old))));
  };
  Outcome outcome = atomics().modify(history, order_of(order), change);
  write_newest(at, history);
  Store& stored = history.at(outcome.stored);
  const bool changed = stored.value != outcome.value;
  outcome.event.op = Op::modify;
  outcome.event.failed = !changed;
  tell_value(outcome.event, static_cast<T>(stored.value));
  after(outcome.event, plain(at), changed, &stored);
  return static_cast<T>(outcome.value);
}

template <class T>
T exchange(volatile T* at, T value, int order) {
  if (current == nullptr) return exchange_outside(at, value);
  return modify(at, order, [&](T) { return value; });
}

template <class T>
bool compare_exchange(volatile T* at, T* expected, T value, int order,
                      int failure_order) {
  if (current == nullptr) return compare_exchange_outside(at, expected, value);
  if (is_simple()) {
    const T wanted = *expected;
    *expected = do_simply(Op::modify, at, order,
                          [&](T old) { return old == wanted ? value : old; });
    return *expected == wanted;
  }
  before(Op::modify, plain(at), sizeof(T));
  History& history = history_of(at);
  const bool equal = *at == *expected;
  const bool fails_for_no_reason =
      equal && current->at_weak_exchange && current->surprised;
  Outcome outcome =
      fails_for_no_reason
          ? atomics().fail_exchange(history, order_of(failure_order))
          : atomics().exchange(history, bits(*expected), bits(value),
                               order_of(order), order_of(failure_order));
  write_newest(at, history);
  const T old = static_cast<T>(outcome.value);
  *expected = old;
  outcome.event.op = Op::modify;
  outcome.event.failed = !outcome.exchanged;
  outcome.event.spurious = fails_for_no_reason;
  tell_value(outcome.event, outcome.exchanged ? value : old);
  after(outcome.event, plain(at), outcome.exchanged,
        outcome.exchanged ? &history.at(outcome.stored) : nullptr);
  return outcome.exchanged;
}

/// One that may fail although the value is the expected one.
template <class T>
bool weak_compare_exchange(volatile T* at, T* expected, T value, int order,
                           int failure_order) {
  if (current == nullptr) return compare_exchange_outside(at, expected, value);
  current->at_weak_exchange = true;
  current->surprised = false;
  const bool succeeds =
      compare_exchange(at, expected, value, order, failure_order);
  current->at_weak_exchange = false;
  return succeeds;
}

}  // namespace explorer::core
