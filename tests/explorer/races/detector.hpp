/// @file
/// Finds accesses to memory that nothing orders.
#pragma once

#include <array>
#include <memory_resource>
#include <unordered_map>

#include "core/observer.hpp"
#include "races/shadow.hpp"
#include "races/vector_clock.hpp"

namespace explorer::core {

/// What the instrumentation says of an access.
struct Touch {
  const void* address;
  std::size_t size;
  bool write = false;
  bool atomic = false;
  bool free = false;
};

/// Happens-before by vector clocks, as FastTrack (Flanagan and Freund, PLDI
/// 2009) has it. Exact for the schedule that runs: no history is dropped.
/// Called only by the thread that holds the token.
class Detector final : public Observer {
 public:
  void begin() override;
  void acquire(const void* object) override;
  void release(const void* object) override;
  void created(const Thread& child) override;
  void joined(const Thread& child) override;
  [[nodiscard]] bool is_freed(const void* address) const override;

  /// Plain memory is read or written. Ends the schedule if that is a race, or
  /// if the memory is gone.
  void touch(const Touch& touch);

  // Atomic operations, with the memory order that they ask for. A load that
  // is relaxed, and a store that is, count only beside a fence.
  void atomic_load(const void* object, int order);
  void atomic_store(const void* object, int order);
  void atomic_modify(const void* object, int order);
  void fence(int order);

 private:
  /// What one thread knows, and what its fences have to do with it.
  struct Knowledge {
    VectorClock clock;
    VectorClock relaxed_loads;  ///< Seen; an acquire fence makes it known.
    VectorClock release_fence;  ///< What a relaxed store passes on.
  };

  Knowledge& mine();
  Knowledge& of(const Thread& thread) {
    return knowledge_[static_cast<std::size_t>(thread.id)];
  }
  void check_cell(const Touch& touch, std::uintptr_t at, std::uint8_t bytes);
  void require_alive(const Touch& touch);
  int keep_for_trace(const Touch& touch);
  [[noreturn]] void report_race(const Touch& touch, const Access& earlier);
  [[noreturn]] void report_gone(const Touch& touch);

  int schedule_ = 0;
  std::array<Knowledge, max_threads> knowledge_;
  std::pmr::unordered_map<const void*, VectorClock> released_{&arena()};
  Shadow shadow_;
  std::pmr::vector<Event> kept_{&arena()};
};

Detector& detector();

}  // namespace explorer::core
