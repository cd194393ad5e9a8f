/// @file
/// Chapter 1: state that threads share under a mutex.
#pragma once

#include <mutex>
#include <unordered_map>

namespace workbook {

/// A map from keys to values that any number of threads may use.
class LockedStore {
 public:
  /// The value last written for `key`; 0 for a key that was never written.
  /// Waits while another thread is inside.
  [[nodiscard]] int read(int key) const {
    std::lock_guard lock{mutex_};
    const auto entry = values_.find(key);
    return entry == values_.end() ? 0 : entry->second;
  }

  /// Makes `value` what read(key) gives. Waits while another thread is inside.
  void write(int key, int value) {
    std::lock_guard lock{mutex_};
    values_[key] = value;
  }

 private:
  mutable std::mutex mutex_;  // guards values_
  std::unordered_map<int, int> values_;
};

}  // namespace workbook
