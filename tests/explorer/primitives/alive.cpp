#include "../scheduler.hpp"
#include "../stacks.hpp"
#include "primitives.hpp"

// Present in a program with the address sanitizer.
extern "C" __attribute__((weak)) void* __asan_region_is_poisoned(
    void* start, std::size_t size);

namespace explorer::core {

bool (*is_freed)(const void*) = nullptr;

void require_alive(Op op, const void* object, std::size_t size) {
  const bool poisoned =
      __asan_region_is_poisoned != nullptr &&
      __asan_region_is_poisoned(const_cast<void*>(object), size) != nullptr;
  const bool freed = is_freed != nullptr && is_freed(object);
  if (!poisoned && !freed && !is_dead_stack(object)) return;
  scheduler().tell({.op = op, .failed = true, .object = object});
  scheduler().fail(Verdict::crash, "uses an object that is gone");
}

void refuse(const char* function) {
  if (current == nullptr) return;
  scheduler().tell(Op::fail);
  scheduler().fail(Verdict::uncontrolled, function);
}

}  // namespace explorer::core
