/// @file
/// Which value an atomic operation takes: any that C++ lets it take.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <unordered_map>

#include "core/record.hpp"
#include "races/history.hpp"
#include "races/sc_order.hpp"

namespace explorer::core {

/// What an operation on an atomic did.
struct Outcome {
  Bits value = 0;          ///< What it read.
  bool exchanged = true;   ///< Unless it was an exchange that failed.
  Event event{};           ///< What there is to tell of it.
  std::size_t stored = 0;  ///< Where its store lies, if it made one.
};

/// The memory model of C++20 ([intro.races] and [atomics.order]), but for loads
/// of what is stored only later. Each operation reads, or takes its place
/// among the stores, in any way that breaks no rule. To be the newest is one
/// of them; which one it is, the oracle decides.
///
/// The rules are those of Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing
/// sequential consistency in C/C++11", PLDI 2017: coherence, kept by
/// History::floor(); that nothing comes between a read-modify-write and what it
/// reads; and an order of all seq_cst steps, kept by ScOrder.
class WeakMemory {
 public:
  void begin();

  /// The history of the atomic. Where it has none, or the memory was written
  /// by other means, one begins with the value that is there.
  History& history(const void* object, std::size_t bytes, Bits value);

  /// This is written as plain memory: what was an atomic there is none now.
  void forget(std::uintptr_t start, std::size_t bytes);

  // Operations of the calling thread.
  Outcome load(History& history, memory_order order);
  Outcome store(History& history, Bits value, memory_order order);
  Outcome exchange(History& history, Bits expected, Bits value,
                   memory_order order, memory_order failure);
  /// An exchange that fails though the value is the expected one.
  Outcome fail_exchange(History& history, memory_order failure);
  void fence(memory_order order);

  /// Why the calling thread does not know of the step, of which only the epoch
  /// counts. Where steps are told; else nothing.
  [[nodiscard]] Gap gap_to(const Epoch& step) const;

  /// A read-modify-write; `change` makes the new value from the old one.
  template <class Change>
  Outcome modify(History& history, memory_order order, const Change& change) {
    const std::size_t read = pick_for_modify(history, order);
    return modify_at(history, read, change(history.at(read).value), order);
  }

 private:
  /// An operation that read a value, as it was told.
  struct Reading {
    int thread;
    int store;
    int load;
    bool acquires;
    VectorClock knows;     ///< What the store's thread knew,
    VectorClock releases;  ///< and what it handed on.
  };

  void tell_reading(const Store& store, memory_order order);
  std::size_t pick_for_modify(History& history, memory_order order);
  Outcome load_at(History& history, std::size_t i, memory_order order);
  Outcome modify_at(History& history, std::size_t i, Bits value,
                    memory_order order);
  std::size_t put(History& history, std::size_t behind, Store store,
                  memory_order order);

  std::pmr::unordered_map<const void*, History> histories_{&arena()};
  ScOrder sc_order_;
  std::pmr::vector<Reading> readings_{&arena()};
};

}  // namespace explorer::core
