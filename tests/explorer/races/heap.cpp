#include "races/heap.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory_resource>
#include <vector>

#include "core/arena.hpp"
#include "core/scheduler.hpp"
#include "races/detector.hpp"

// Where the linker put the program's own code.
extern "C" char __executable_start;
extern "C" char etext;

namespace explorer::core {
namespace {

constexpr std::size_t heap_bytes = std::size_t{1} << 30;
constexpr std::size_t granule = 16;

/// A block that was freed so many blocks ago is not used again.
constexpr std::ptrdiff_t freed_looked_at = 64;

std::byte* reserve(std::size_t bytes) {
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<std::byte*>(memory);
}

/// Blocks one after another, each behind its size and an unused granule; for
/// each granule of them what it is; and those that were freed, by and by.
struct Heap {
  std::byte* start = nullptr;
  HeapState* states = nullptr;
  std::size_t used = 0;
  std::pmr::vector<std::byte*> freed{&arena()};

  [[nodiscard]] std::size_t index(const void* address) const noexcept {
    const auto* at = static_cast<const std::byte*>(address);
    return static_cast<std::size_t>(at - start) / granule;
  }
};

Heap& heap() {
  static Heap the_heap = [] {
    std::byte* start = reserve(heap_bytes);
    std::byte* states = reserve(heap_bytes / granule);
    if (states == nullptr) start = nullptr;
    return Heap{.start = start, .states = reinterpret_cast<HeapState*>(states)};
  }();
  return the_heap;
}

std::size_t granules(std::size_t size) {
  return std::max<std::size_t>(1, (size + granule - 1) / granule);
}

bool is_program(const void* caller) {
  return caller >= &__executable_start && caller < &etext;
}

std::size_t& size_of(const void* block) {
  auto* behind = const_cast<std::byte*>(static_cast<const std::byte*>(block));
  return *reinterpret_cast<std::size_t*>(behind - granule);
}

/// The block of that size which was freed last, as a heap gives it. Then it is
/// another object's; what was known of the old one is forgotten.
std::byte* use_again(std::size_t size, std::size_t alignment) {
  const bool surprises = scheduler().is_surprising();
  bool& noticed = scheduler().record().could_surprise;
  if (noticed && !surprises) return nullptr;
  auto& freed = heap().freed;
  const auto fits = [&](const std::byte* block) {
    return granules(size_of(block)) == granules(size) &&
           reinterpret_cast<std::uintptr_t>(block) % alignment == 0;
  };
  const auto newest = freed.rbegin();
  const auto end = newest + std::min(std::ssize(freed), freed_looked_at);
  const auto last = std::find_if(newest, end, fits);
  if (last == end) return nullptr;
  noticed = true;
  if (!surprises) return nullptr;
  std::byte* block = *last;
  freed.erase(std::next(last).base());
  detector().renew(block, granules(size) * granule);
  return block;
}

void mark(std::byte* block, std::size_t size, HeapState state) {
  std::fill_n(heap().states + heap().index(block), granules(size), state);
}

}  // namespace

bool is_our_memory(const void* address) noexcept {
  const auto* at = static_cast<const std::byte*>(address);
  const Heap& it = heap();
  return it.start != nullptr && at >= it.start && at < it.start + heap_bytes;
}

HeapState heap_state(const void* address) noexcept {
  if (!is_our_memory(address)) return HeapState::foreign;
  return heap().states[heap().index(address)];
}

std::size_t memory_size(const void* block) noexcept { return size_of(block); }

void* take_memory(std::size_t size, std::size_t alignment,
                  const void* caller) noexcept {
  Heap& it = heap();
  alignment = std::max(alignment, granule);
  std::byte* block = use_again(size, alignment);
  if (block == nullptr) {
    const std::size_t start =
        (it.used + 2 * granule + alignment - 1) / alignment * alignment;
    const std::size_t bytes = granules(size) * granule;
    if (it.start == nullptr || size > heap_bytes ||
        start + bytes > heap_bytes) {
      return nullptr;
    }
    it.used = start + bytes;
    block = it.start + start;
  }
  size_of(block) = size;
  mark(block, size,
       is_program(caller) ? HeapState::used : HeapState::unchecked);
  return block;
}

void give_back(void* block, const void* caller) noexcept {
  const HeapState state = heap_state(block);
  const std::size_t size = size_of(block);
  const bool checked = state != HeapState::unchecked && is_program(caller);
  if (current != nullptr && (checked || state == HeapState::freed)) {
    detector().on_access({.address = block,
                          .size = std::max<std::size_t>(size, 1),
                          .write = true,
                          .free = true});
  }
  auto* const bytes = static_cast<std::byte*>(block);
  mark(bytes, size, HeapState::freed);
  if (current != nullptr) heap().freed.push_back(bytes);
}

void reuse_heap() noexcept {
  Heap& it = heap();
  it.freed.clear();
  std::size_t end = it.used / granule;
  const auto is_used = [&](HeapState state) {
    return state == HeapState::used || state == HeapState::unchecked;
  };
  while (end > 0 && !is_used(it.states[end - 1])) {
    it.states[--end] = HeapState::foreign;
  }
  it.used = end * granule;
}

}  // namespace explorer::core
