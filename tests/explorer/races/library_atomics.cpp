// Atomics that the compiler leaves to a library, libatomic: those that no
// instruction can handle, and with clang also those of two words or of a struct
// of smaller alignment. That library is not instrumented; with these functions
// in its place, its operations are seen.

#include <algorithm>
#include <array>
#include <cstring>

#include "races/atomic_operation.hpp"

namespace explorer::core {
namespace {

/// Calls `work` with the place as one of an integer of that size, if there is
/// such an integer and the place is aligned for it.
template <class Work>
bool as_integer(std::size_t size, volatile void* at, Work work) {
  if (reinterpret_cast<std::uintptr_t>(at) % size != 0) return false;
  switch (size) {
    case 1:
      return work(static_cast<volatile std::uint8_t*>(at)), true;
    case 2:
      return work(static_cast<volatile std::uint16_t*>(at)), true;
    case 4:
      return work(static_cast<volatile std::uint32_t*>(at)), true;
    case 8:
      return work(static_cast<volatile std::uint64_t*>(at)), true;
    case sizeof(Bits):
      return work(static_cast<volatile Bits*>(at)), true;
    default:
      return false;
  }
}

template <class T>
T value_at(volatile T* /*of the same type*/, const void* from) {
  T value = 0;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void put_value(void* to, T value) {
  std::memcpy(to, &value, sizeof value);
}

/// What the trace shows of the value: its first two words.
Event event_of(Op op, const void* value, std::size_t size, int order) {
  std::array<std::int64_t, 2> words{};
  std::memcpy(words.data(), value, std::min(size, sizeof words));
  return {.op = op,
          .value = words[0],
          .size = static_cast<std::uint8_t>(std::min<std::size_t>(size, 255)),
          .upper = words[1],
          .memory_order = order_of(order)};
}

/// A value of any other size: a lock orders the operations on it, in the
/// library and here, whatever order they ask for. `work` says whether it
/// changed the value.
template <class Work>
bool do_locked(Op op, std::size_t size, volatile void* at, int order,
               const void* caller, Work work) {
  const void* object = plain(at);
  before(op, object, size, caller);
  detector().acquire(object);
  const bool changed = work(const_cast<void*>(object));
  detector().release(object);
  Event event = event_of(op, object, size, order);
  event.failed = op == Op::modify && !changed;
  after(event, object, changed);
  return changed;
}

/// The same for a thread that is of no body.
template <class Work>
bool do_locked_outside(volatile void* at, Work work) {
  static Bits nothing = 0;
  bool changed = false;
  change_outside(&nothing, [&](Bits it) {
    changed = work(const_cast<void*>(plain(at)));
    return it;
  });
  return changed;
}

/// Either.
template <class Work>
bool do_large(Op op, std::size_t size, volatile void* at, int order,
              const void* caller, Work work) {
  return current == nullptr ? do_locked_outside(at, work)
                            : do_locked(op, size, at, order, caller, work);
}

}  // namespace

// The compilers have these names as builtins of another type, so that only the
// linker may know them.
extern "C" {

void library_load(std::size_t size, const volatile void* at, void* result,
                  int order) asm("__atomic_load");
void library_store(std::size_t size, volatile void* at, const void* value,
                   int order) asm("__atomic_store");
void library_exchange(std::size_t size, volatile void* at, const void* value,
                      void* result, int order) asm("__atomic_exchange");
bool library_compare_exchange(std::size_t size, volatile void* at,
                              void* expected, const void* value, int order,
                              int failure) asm("__atomic_compare_exchange");

void library_load(std::size_t size, const volatile void* at, void* result,
                  int order) {
  const void* caller = __builtin_return_address(0);
  auto* it = const_cast<volatile void*>(at);
  if (as_integer(size, it, [&](auto* word) {
        put_value(result, load(word, order, caller));
      })) {
    return;
  }
  do_large(Op::load, size, it, order, caller, [&](const void* from) {
    std::memcpy(result, from, size);
    return false;
  });
}

void library_store(std::size_t size, volatile void* at, const void* value,
                   int order) {
  if (as_integer(size, at, [&](auto* word) {
        store(word, value_at(word, value), order);
      })) {
    return;
  }
  do_large(Op::store, size, at, order, nullptr, [&](void* to) {
    std::memcpy(to, value, size);
    return true;
  });
}

void library_exchange(std::size_t size, volatile void* at, const void* value,
                      void* result, int order) {
  if (as_integer(size, at, [&](auto* word) {
        put_value(result, exchange(word, value_at(word, value), order));
      })) {
    return;
  }
  do_large(Op::modify, size, at, order, nullptr, [&](void* to) {
    std::memcpy(result, to, size);
    std::memcpy(to, value, size);
    return std::memcmp(result, value, size) != 0;
  });
}

bool library_compare_exchange(std::size_t size, volatile void* at,
                              void* expected, const void* value, int order,
                              int failure) {
  bool done = false;
  if (as_integer(size, at, [&](auto* word) {
        auto wanted = value_at(word, expected);
        done = compare_exchange(word, &wanted, value_at(word, value), order,
                                failure);
        put_value(expected, wanted);
      })) {
    return done;
  }
  return do_large(Op::modify, size, at, order, nullptr, [&](void* to) {
    const bool equal = std::memcmp(to, expected, size) == 0;
    std::memcpy(equal ? to : expected, equal ? value : to, size);
    return equal;
  });
}

}  // extern "C"

}  // namespace explorer::core
