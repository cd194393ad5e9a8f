// malloc and its relatives, as the program and its libraries call them.

#include "races/allocation.hpp"

#include <dlfcn.h>
#include <malloc.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "core/allocations.hpp"
#include "core/thread.hpp"
#include "races/heap.hpp"

// The C library's own, under the names that it keeps for replacements.
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);
extern "C" void* __libc_memalign(std::size_t, std::size_t);
extern "C" void __libc_free(void*);

using explorer::core::current;
using explorer::core::is_our_memory;
using explorer::core::memory_size;

namespace explorer::core {

void* allocate(std::size_t size, std::size_t alignment, const void* caller) {
  if (current != nullptr) {
    if (void* block = take_memory(size, alignment, caller)) {
      count_allocation(size);
      return block;
    }
  }
  return alignment <= alignof(std::max_align_t)
             ? __libc_malloc(size)
             : __libc_memalign(alignment, size);
}

void deallocate(void* block, const void* caller) noexcept {
  if (block == nullptr) return;
  if (!is_our_memory(block)) return __libc_free(block);
  count_release(memory_size(block));
  give_back(block, caller);
}

}  // namespace explorer::core

#define EXPLORER_CALLER __builtin_return_address(0)

extern "C" {

void* malloc(std::size_t size) noexcept {
  return explorer::core::allocate(size, 1, EXPLORER_CALLER);
}

void free(void* block) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  std::size_t bytes = 0;
  if (current == nullptr || __builtin_mul_overflow(count, size, &bytes)) {
    return __libc_calloc(count, size);
  }
  void* block = explorer::core::allocate(bytes, 1, EXPLORER_CALLER);
  return block != nullptr ? std::memset(block, 0, bytes) : nullptr;
}

void* realloc(void* block, std::size_t size) noexcept {
  const bool ours = block != nullptr && is_our_memory(block);
  if (!ours && (block != nullptr || current == nullptr)) {
    return __libc_realloc(block, size);
  }
  void* larger = explorer::core::allocate(size, 1, EXPLORER_CALLER);
  if (larger == nullptr || !ours) return larger;
  std::memcpy(larger, block, std::min(size, memory_size(block)));
  explorer::core::deallocate(block, EXPLORER_CALLER);
  return larger;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return explorer::core::allocate(size, alignment, EXPLORER_CALLER);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return explorer::core::allocate(size, alignment, EXPLORER_CALLER);
}

std::size_t malloc_usable_size(void* block) noexcept {
  if (block == nullptr || is_our_memory(block)) {
    return block != nullptr ? memory_size(block) : 0;
  }
  static const auto real = reinterpret_cast<std::size_t (*)(void*)>(
      ::dlsym(RTLD_NEXT, "malloc_usable_size"));
  return real(block);
}

int posix_memalign(void** block, std::size_t alignment,
                   std::size_t size) noexcept {
  *block = explorer::core::allocate(size, alignment, EXPLORER_CALLER);
  return *block != nullptr ? 0 : ENOMEM;
}

}  // extern "C"
