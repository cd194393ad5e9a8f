/// @file
/// What a thread knows of the progress of all threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <vector>

#include "core/arena.hpp"

namespace explorer::core {

/// A vector clock (Mattern 1989): an entry a thread, zero if it is missing.
class VectorClock {
 public:
  [[nodiscard]] std::uint32_t of(int thread) const noexcept {
    const auto index = static_cast<std::size_t>(thread);
    return index < entries_.size() ? entries_[index] : 0;
  }

  void tick(int thread) {
    const auto index = static_cast<std::size_t>(thread);
    if (entries_.size() <= index) entries_.resize(index + 1);
    ++entries_[index];
  }

  /// Learns what the other knows.
  void join(const VectorClock& other) {
    if (entries_.size() < other.entries_.size()) {
      entries_.resize(other.entries_.size());
    }
    for (std::size_t i = 0; i < other.entries_.size(); ++i) {
      entries_[i] = std::max(entries_[i], other.entries_[i]);
    }
  }

  void clear() noexcept { entries_.clear(); }

 private:
  std::pmr::vector<std::uint32_t> entries_{&arena()};
};

}  // namespace explorer::core
