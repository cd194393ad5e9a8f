#include <cstdint>

#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "core/stacks.hpp"
#include "primitives/primitives.hpp"

// Present in a program with the address sanitizer.
extern "C" __attribute__((weak)) void* __asan_region_is_poisoned(
    void* start, std::size_t size);

namespace explorer::core {

namespace {

/// Nothing lies in the first page; a member of nothing seems to.
constexpr std::uintptr_t first_page = 4096;

bool is_gone(const void* object, std::size_t size) {
  if (reinterpret_cast<std::uintptr_t>(object) < first_page) return true;
  if (is_dead_stack(object)) return true;
  if (observer != nullptr && observer->is_freed(object)) return true;
  return __asan_region_is_poisoned != nullptr &&
         __asan_region_is_poisoned(const_cast<void*>(object), size) != nullptr;
}

}  // namespace

void require_alive(Op op, const void* object, std::size_t size) {
  if (!is_gone(object, size)) return;
  Record& record = scheduler().record();
  record.gone = object;
  record.gone_by = stack_owner(object);
  if (observer != nullptr) observer->tell_end(object);
  scheduler().tell({.op = op, .failed = true, .object = object});
  scheduler().fail(Verdict::crash, "uses an object that is gone");
}

void refuse(const char* function) {
  if (current == nullptr) return;
  scheduler().tell(Op::fail);
  scheduler().fail(Verdict::uncontrolled, function);
}

}  // namespace explorer::core
