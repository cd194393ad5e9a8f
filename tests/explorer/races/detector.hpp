/// @file
/// Finds accesses to memory that nothing orders.
#pragma once

#include <array>
#include <memory_resource>
#include <unordered_map>

#include "core/observer.hpp"
#include "races/shadow.hpp"
#include "races/thread_clocks.hpp"
#include "races/weak_memory.hpp"

namespace explorer::core {

/// What the instrumentation says of an access.
struct MemoryAccess {
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
  void settled() override;
  void time_passes() override;
  [[nodiscard]] bool is_freed(const void* address) const override;
  void tell_end(const void* address) override;

  /// Plain memory is read or written. Ends the schedule if that is a race, or
  /// if the memory is gone.
  void on_access(const MemoryAccess& new_access);

  /// The memory is another object's from now on.
  void renew(const void* start, std::size_t bytes);

  /// Ends the schedule if the memory is gone.
  void require_alive(const MemoryAccess& new_access);

  [[nodiscard]] ThreadClocks& clocks_of(const Thread& thread) noexcept {
    return clocks_[static_cast<std::size_t>(thread.id)];
  }
  /// What was released there by other means than an atomic operation.
  [[nodiscard]] const VectorClock* released_at(const void* object) const {
    const auto found = released_.find(object);
    return found != released_.end() ? &found->second : nullptr;
  }
  [[nodiscard]] WeakMemory& atomics() noexcept { return atomics_; }

 private:
  ThreadClocks& mine();
  void check_cell(const MemoryAccess& new_access, std::uintptr_t at,
                  std::uint8_t bytes);
  int keep_for_trace(const MemoryAccess& new_access);
  [[noreturn]] void report_race(const MemoryAccess& new_access,
                                const Access& earlier);
  [[noreturn]] void report_gone(const MemoryAccess& new_access);

  int schedule_ = 0;
  std::array<ThreadClocks, max_threads> clocks_;
  std::pmr::unordered_map<const void*, VectorClock> released_{&arena()};
  WeakMemory atomics_;
  Shadow shadow_;
  std::pmr::vector<Event> kept_{&arena()};
};

Detector& detector();

}  // namespace explorer::core
