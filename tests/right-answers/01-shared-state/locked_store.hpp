/// @file
/// A right answer of another design: several maps, each under a lock of its
/// own that readers share.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace workbook {

/// A map from keys to values that any number of threads may use.
class LockedStore {
 public:
  [[nodiscard]] int read(int key) const {
    const Part& part = parts_[index_of(key)];
    std::shared_lock lock{part.mutex};
    const auto entry = part.values.find(key);
    return entry == part.values.end() ? 0 : entry->second;
  }

  void write(int key, int value) {
    Part& part = parts_[index_of(key)];
    std::unique_lock lock{part.mutex};
    part.values.insert_or_assign(key, value);
  }

 private:
  struct Part {
    mutable std::shared_mutex mutex;  // guards values
    std::unordered_map<int, int> values;
  };

  static std::size_t index_of(int key) {
    return static_cast<unsigned>(key) % 4;
  }

  std::array<Part, 4> parts_;
};

}  // namespace workbook
