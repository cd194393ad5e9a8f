#include "races/detector.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>

#include "core/scheduler.hpp"
#include "core/stacks.hpp"
#include "races/heap.hpp"

namespace explorer::core {
namespace {

/// In place before any body runs.
[[maybe_unused]] const bool registered = [] {
  observer = &detector();
  return true;
}();

Event event_of(const MemoryAccess& new_access) {
  const Op op = new_access.free    ? Op::free
                : new_access.write ? Op::write
                                   : Op::read;
  return {.op = op,
          .decisive = true,
          .object = new_access.address,
          .value = static_cast<std::int64_t>(new_access.size)};
}

}  // namespace

Detector& detector() {
  static Detector the_detector;
  return the_detector;
}

ThreadClocks& Detector::mine() { return clocks_of(*current); }

void Detector::begin() {
  ++schedule_;
  for (ThreadClocks& it : clocks_) it.clear();
  clocks_[0].clock.tick(0);
  released_.clear();
  atomics_.begin();
  kept_.clear();
  reuse_heap();
}

void Detector::acquire(const void* object) {
  const auto found = released_.find(object);
  if (found != released_.end()) mine().clock.join(found->second);
}

void Detector::release(const void* object) {
  released_[object].join(mine().clock);
  mine().clock.tick(current->id);
}

void Detector::created(const Thread& child) {
  clocks_of(child).clock.join(mine().clock);
  clocks_of(child).clock.tick(child.id);
  mine().clock.tick(current->id);
}

void Detector::joined(const Thread& child) {
  mine().clock.join(clocks_of(child).clock);
}

void Detector::settled() {
  for (const Thread& other : scheduler().threads()) {
    mine().settled.join(clocks_of(other).clock);
  }
}

// "Within a reasonable amount of time" a store is visible ([atomics.order]).
void Detector::time_passes() {
  VectorClock all;
  for (const Thread& each : scheduler().threads()) {
    all.join(clocks_of(each).clock);
  }
  for (const Thread& each : scheduler().threads()) {
    clocks_of(each).settled.join(all);
  }
}

bool Detector::is_freed(const void* address) const {
  return heap_state(address) == HeapState::freed;
}

void Detector::renew(const void* start, std::size_t bytes) {
  const auto from = reinterpret_cast<std::uintptr_t>(start);
  for (std::uintptr_t at = from; at < from + bytes; at += 8) {
    shadow_.cell(at).accesses(schedule_).clear();
  }
  atomics_.forget(from, bytes);
}

// ---- plain memory ---------------------------------------------------------

void Detector::on_access(const MemoryAccess& new_access) {
  // Another thread's frame may be gone as soon as that thread goes on.
  if (current->has_let_go && is_stack_of_other(new_access.address)) {
    scheduler().perform({.op = Op::pause});
  }
  require_alive(new_access);
  if (heap_state(new_access.address) == HeapState::unchecked) return;
  auto at = reinterpret_cast<std::uintptr_t>(new_access.address);
  const std::uintptr_t end = at + new_access.size;
  while (at < end) {
    const std::uintptr_t offset = at % 8;
    const std::uintptr_t length = std::min(end - at, 8 - offset);
    const auto bytes =
        static_cast<std::uint8_t>(((1U << length) - 1U) << offset);
    check_cell(new_access, at, bytes);
    at += length;
  }
}

void Detector::check_cell(const MemoryAccess& new_access, std::uintptr_t at,
                          std::uint8_t bytes) {
  const VectorClock& clock = mine().clock;
  Access access{.clock = clock.of(current->id),
                .thread = static_cast<std::int16_t>(current->id),
                .bytes = bytes,
                .write = new_access.write,
                .atomic = new_access.atomic,
                .free = new_access.free};
  std::pmr::vector<Access>& accesses = shadow_.cell(at).accesses(schedule_);
  if (!accesses.empty() && accesses.back().says_as_much_as(access)) return;
  const auto is_known = [&](const Access& it) {
    return it.thread == access.thread || it.clock <= clock.of(it.thread);
  };
  for (const Access& earlier : accesses) {
    if (access.conflicts_with(earlier) && !is_known(earlier)) {
      report_race(new_access, earlier);
    }
  }
  const bool was_atomic = std::ranges::any_of(accesses, &Access::atomic);
  if (access.write && !access.atomic && was_atomic) {
    atomics_.forget(at, static_cast<std::size_t>(std::popcount(bytes)));
  }
  std::erase_if(accesses, [&](const Access& earlier) {
    return is_known(earlier) && access.replaces(earlier);
  });
  access.told = keep_for_trace(new_access);
  accesses.push_back(access);
}

void Detector::require_alive(const MemoryAccess& new_access) {
  if (is_freed(new_access.address) || is_dead_stack(new_access.address)) {
    report_gone(new_access);
  }
}

/// Kept aside until it turns out to be one of the two.
int Detector::keep_for_trace(const MemoryAccess& new_access) {
  if (!scheduler().telling()) return -1;
  Event event = event_of(new_access);
  event.thread = static_cast<std::int16_t>(current->id);
  event.order = 2 * scheduler().record().event_count + 1;
  event.now = scheduler().now();
  Scheduler::capture(event.frames);
  kept_.push_back(event);
  return static_cast<int>(kept_.size()) - 1;
}

void Detector::report_race(const MemoryAccess& new_access,
                           const Access& earlier) {
  Record& record = scheduler().record();
  record.other = earlier.thread;
  record.gap =
      atomics_.gap_to({.thread = earlier.thread, .clock = earlier.clock});
  if (earlier.told >= 0) {
    record.add(kept_[static_cast<std::size_t>(earlier.told)]);
  }
  scheduler().tell(event_of(new_access));
  const char* mine = new_access.free    ? "frees"
                     : new_access.write ? "writes"
                                        : "reads";
  const char* theirs = earlier.free    ? "frees"
                       : earlier.write ? "writes"
                                       : "reads";
  std::array<char, 64> detail{};
  std::snprintf(detail.data(), detail.size(), "%s %s", mine, theirs);
  scheduler().fail(Verdict::data_race, detail.data());
}

void Detector::tell_end(const void* address) {
  Record& record = scheduler().record();
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  for (const Access& it : shadow_.cell(at).accesses(schedule_)) {
    if (!it.free) continue;
    record.gone_by = it.thread;
    if (it.told >= 0) record.add(kept_[static_cast<std::size_t>(it.told)]);
  }
}

void Detector::report_gone(const MemoryAccess& new_access) {
  Record& record = scheduler().record();
  record.gone = new_access.address;
  record.gone_by = stack_owner(new_access.address);
  tell_end(new_access.address);
  record.other = record.gone_by;
  scheduler().tell(event_of(new_access));
  const char* how = new_access.free    ? "frees"
                    : new_access.write ? "writes to"
                                       : "reads";
  const char* where =
      is_freed(new_access.address) ? "was freed" : "belongs to a frame left";
  std::array<char, 96> detail{};
  std::snprintf(detail.data(), detail.size(), "%s memory that %s", how, where);
  scheduler().fail(Verdict::crash, detail.data());
}

}  // namespace explorer::core
