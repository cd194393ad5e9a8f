// malloc and its relatives in a program without a sanitizer, counted.
//
// In an archive of its own, and asked for by name: where a sanitizer has
// these functions, the linker has no use for them here.

#include <malloc.h>
#include <stdlib.h>

#include <cerrno>
#include <cstddef>

#include "core/allocations.hpp"
#include "core/gone_frames.hpp"

// The C library's own, under the names that it keeps for replacements.
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);
extern "C" void* __libc_memalign(std::size_t, std::size_t);
extern "C" void __libc_free(void*);

namespace {

void* counted(void* block) noexcept {
  if (explorer::core::current == nullptr || block == nullptr) return block;
  explorer::core::count_allocation(::malloc_usable_size(block));
  return block;
}

void count_release(void* block) noexcept {
  if (explorer::core::current == nullptr || block == nullptr) return;
  explorer::core::count_release(::malloc_usable_size(block));
}

/// A block of the size that a coroutine's frame has is kept for a while, so
/// that a handle that dangles is noticed. Gives what is freed in its place.
void* kept(void* block) noexcept {
  constexpr std::size_t large = 4096;
  if (explorer::core::current == nullptr || block == nullptr) return block;
  const std::size_t size = ::malloc_usable_size(block);
  if (size > large) return block;
  explorer::core::mark_as_gone(block, size);
  return explorer::core::keep_for_a_while(block);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) noexcept { return counted(__libc_malloc(size)); }

void free(void* block) noexcept {
  count_release(block);
  __libc_free(kept(block));
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  return counted(__libc_calloc(count, size));
}

void* realloc(void* block, std::size_t size) noexcept {
  count_release(block);
  return counted(__libc_realloc(block, size));
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return counted(__libc_memalign(alignment, size));
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return counted(__libc_memalign(alignment, size));
}

int posix_memalign(void** block, std::size_t alignment,
                   std::size_t size) noexcept {
  *block = counted(__libc_memalign(alignment, size));
  return *block != nullptr ? 0 : ENOMEM;
}

}  // extern "C"
