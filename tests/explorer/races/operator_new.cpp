// The allocation functions of the language. libstdc++'s own would hide from
// malloc which of them allocates.

#include <cstddef>
#include <new>

#include "races/allocation.hpp"

#define EXPLORER_CALLER __builtin_return_address(0)

namespace {

void* allocate_or_throw(std::size_t size, std::size_t alignment,
                        const void* caller) {
  void* block = explorer::core::allocate(size, alignment, caller);
  if (block == nullptr) throw std::bad_alloc{};
  return block;
}

std::size_t number(std::align_val_t alignment) {
  return static_cast<std::size_t>(alignment);
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate_or_throw(size, 1, EXPLORER_CALLER);
}
void* operator new[](std::size_t size) {
  return allocate_or_throw(size, 1, EXPLORER_CALLER);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, number(alignment), EXPLORER_CALLER);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, number(alignment), EXPLORER_CALLER);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return explorer::core::allocate(size, 1, EXPLORER_CALLER);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return explorer::core::allocate(size, 1, EXPLORER_CALLER);
}

void operator delete(void* block) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete[](void* block) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete(void* block, std::size_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete[](void* block, std::size_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete(void* block, std::align_val_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  explorer::core::deallocate(block, EXPLORER_CALLER);
}
