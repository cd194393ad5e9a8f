#include "core/arena.hpp"

#include <sys/mman.h>

#include <new>

namespace explorer::core {
namespace {

class Pages final : public std::pmr::memory_resource {
  void* do_allocate(std::size_t bytes, std::size_t) override {
    void* pages = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc{};
    return pages;
  }

  void do_deallocate(void* pages, std::size_t bytes, std::size_t) override {
    ::munmap(pages, bytes);
  }

  [[nodiscard]] bool do_is_equal(
      const memory_resource& other) const noexcept override {
    return this == &other;
  }
};

}  // namespace

std::pmr::memory_resource& arena() {
  static Pages pages;
  static std::pmr::unsynchronized_pool_resource pool{
      {.max_blocks_per_chunk = 1024, .largest_required_pool_block = 8192},
      &pages};
  return pool;
}

}  // namespace explorer::core
