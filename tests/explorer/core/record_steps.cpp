// Writing down what happens, in the one run that is shown.

#include <execinfo.h>
#include <sys/mman.h>

#include <algorithm>
#include <utility>

#include "core/scheduler.hpp"

namespace explorer::core {

int Scheduler::tell(Op op, const void* object) {
  return tell({.op = op, .object = object});
}

namespace {

/// Whether something lies at that address.
bool is_address(std::int64_t value) {
  const auto page = static_cast<std::uintptr_t>(value) & ~std::uintptr_t{0xfff};
  unsigned char resident = 0;
  return page != 0 &&
         ::mincore(reinterpret_cast<void*>(page), 1, &resident) == 0;
}

}  // namespace

int Scheduler::tell(Event event) {
  if (!tell_) return 0;
  event.thread = static_cast<std::int16_t>(current->id);
  event.now = now_;
  event.stack = current->stack_pointer;
  if (event.order == 0) event.order = record_->next_order();
  if (!event.blocked) event.decisive = std::exchange(decisive_, false);
  if (event.frames[0] == nullptr) capture(event.frames);
  if (kind_of(event.op) == Kind::atomic && event.size >= sizeof(void*)) {
    event.points = is_address(event.value);
    event.upper_points = event.size > 8 && is_address(event.upper);
  }
  record_->add(event);
  return event.order;
}

/// Once for each operation that a thread cannot do yet.
void Scheduler::tell_blocked(Thread& thread) {
  if (!tell_ || thread.done || thread.told || thread.ready()) return;
  thread.told = true;
  const Thread* holder =
      thread.target.holder != nullptr ? *thread.target.holder : nullptr;
  record_->add({.op = thread.target.op,
                .blocked = true,
                .thread = static_cast<std::int16_t>(thread.id),
                .other = static_cast<std::int16_t>(holder ? holder->id : -1),
                .order = record_->next_order(),
                .object = thread.target.object,
                .now = now_,
                .frames = thread.frames});
}

void Scheduler::capture(Frames& frames) {
  // The unwinder takes locks of its own the first time it is called.
  const Uncontrolled here;
  frames.fill(nullptr);
  ::backtrace(frames.data(), max_frames);
}

}  // namespace explorer::core
