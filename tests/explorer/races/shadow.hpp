/// @file
/// Which thread has touched which memory.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <unordered_map>
#include <vector>

#include "core/arena.hpp"
#include "core/record.hpp"

namespace explorer::core {

/// One access, or rather the last of its kind by its thread.
struct Access {
  std::uint32_t clock = 0;  ///< The thread's own, at that time.
  std::int16_t thread = 0;
  std::uint8_t bytes = 0;  ///< Which of the eight, a bit each.
  bool write = false;
  bool atomic = false;
  bool free = false;  ///< The memory was given back.
  int told = -1;      ///< The event kept for the trace, if any.

  /// Whether the two are a race unless something orders them.
  [[nodiscard]] bool conflicts_with(const Access& other) const noexcept {
    return thread != other.thread && (bytes & other.bytes) != 0 &&
           (write || other.write) && !(atomic && other.atomic);
  }

  /// Whether the other, which comes after this one, adds nothing to it.
  [[nodiscard]] bool says_as_much_as(const Access& other) const noexcept {
    return clock == other.clock && thread == other.thread &&
           bytes == other.bytes && write == other.write &&
           atomic == other.atomic && free == other.free;
  }

  /// Whether everything that races with the other, which comes before this
  /// one, races with this one too.
  [[nodiscard]] bool replaces(const Access& other) const noexcept {
    return (other.bytes & ~bytes) == 0 && (write || !other.write) &&
           (!atomic || other.atomic);
  }
};

/// The accesses to eight bytes, as far as they still matter.
class Cell {
 public:
  /// What is left from another schedule does not count.
  std::pmr::vector<Access>& accesses(int schedule) {
    if (schedule_ != schedule) accesses_.clear();
    schedule_ = schedule;
    return accesses_;
  }

 private:
  int schedule_ = -1;
  std::pmr::vector<Access> accesses_{&arena()};
};

/// Cells for all of memory, made page by page as they are needed.
class Shadow {
 public:
  Cell& cell(std::uintptr_t address) {
    const std::uintptr_t page = address / page_bytes;
    if (page != last_page_) {
      last_page_ = page;
      last_cells_ = &pages_[page];
      if (last_cells_->empty()) last_cells_->resize(page_bytes / 8);
    }
    return (*last_cells_)[address % page_bytes / 8];
  }

 private:
  static constexpr std::uintptr_t page_bytes = 512;
  using Cells = std::pmr::vector<Cell>;
  std::pmr::unordered_map<std::uintptr_t, Cells> pages_{&arena()};
  std::uintptr_t last_page_ = ~std::uintptr_t{0};
  Cells* last_cells_ = nullptr;
};

}  // namespace explorer::core
