/// @file
/// Chapter 1: state that threads share under a mutex.
#pragma once

#include <mutex>
#include <unordered_map>

#include "todo.hpp"

namespace workbook {

/// A map from keys to values that any number of threads may use.
///
/// What a thread did before a write is visible to every thread that reads the
/// value it wrote.
class LockedStore {
 public:
  /// The value last written for `key`; 0 for a key that was never written.
  /// Waits while another thread is inside.
  int read([[maybe_unused]] int key) const {
    todo("01: LockedStore::read", "task 1");
  }

  /// Makes `value` what read(key) gives. Waits while another thread is inside.
  void write([[maybe_unused]] int key, [[maybe_unused]] int value) {
    todo("01: LockedStore::write", "task 1");
  }

 private:
  // Yours: a map, and the mutex that guards it. read() is const, and locking
  // changes a mutex; C++ lets a const function do that to a mutable member.
};

}  // namespace workbook
