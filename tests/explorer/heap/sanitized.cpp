// What the address sanitizer's allocator tells of its blocks.

#include <cstddef>

#include "core/allocations.hpp"

// Present in a program with a sanitizer.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_allocated_size(
    const volatile void* block);

// The sanitizer calls these if they are there.
extern "C" {
void __sanitizer_malloc_hook(const volatile void* block, std::size_t size);
void __sanitizer_free_hook(const volatile void* block);

void __sanitizer_malloc_hook(const volatile void*, std::size_t size) {
  explorer::core::count_allocation(size);
}

void __sanitizer_free_hook(const volatile void* block) {
  if (explorer::core::current == nullptr || block == nullptr) return;
  explorer::core::count_release(__sanitizer_get_allocated_size(block));
}
}
