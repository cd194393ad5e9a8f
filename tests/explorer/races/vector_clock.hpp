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
  VectorClock() = default;
  VectorClock(VectorClock&&) noexcept = default;
  VectorClock& operator=(const VectorClock&) = default;
  VectorClock& operator=(VectorClock&&) noexcept = default;
  ~VectorClock() = default;

  /// In the arena, too, where a copy of a vector would not be.
  VectorClock(const VectorClock& other) : entries_(other.entries_, &arena()) {}

  [[nodiscard]] std::uint32_t of(int thread) const noexcept {
    const auto index = static_cast<std::size_t>(thread);
    return index < entries_.size() ? entries_[index] : 0;
  }

  void tick(int thread) { advance(thread, of(thread) + 1); }

  /// Learns of the thread's progress up to here.
  void advance(int thread, std::uint32_t progress) {
    const auto index = static_cast<std::size_t>(thread);
    if (entries_.size() <= index) entries_.resize(index + 1);
    entries_[index] = std::max(entries_[index], progress);
  }

  /// Threads from here on are unheard of.
  [[nodiscard]] int threads() const noexcept {
    return static_cast<int>(entries_.size());
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

  [[nodiscard]] bool covers(const VectorClock& other) const noexcept {
    for (int thread = 0; thread < other.threads(); ++thread) {
      if (of(thread) < other.of(thread)) return false;
    }
    return true;
  }

  void clear() noexcept { entries_.clear(); }

 private:
  std::pmr::vector<std::uint32_t> entries_{&arena()};
};

}  // namespace explorer::core
