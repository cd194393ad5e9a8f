#include "thread_locals.hpp"

#include <link.h>

#include <algorithm>
#include <span>

namespace explorer::core {
namespace {

/// The calling thread's, in the program itself, which the system lists
/// before its libraries.
std::span<const std::byte> thread_locals() {
  std::span<const std::byte> found;
  const auto look = [](dl_phdr_info* program, std::size_t, void* result) {
    for (const ElfW(Phdr) & part :
         std::span{program->dlpi_phdr, program->dlpi_phnum}) {
      if (part.p_type != PT_TLS) continue;
      *static_cast<std::span<const std::byte>*>(result) = {
          static_cast<const std::byte*>(program->dlpi_tls_data), part.p_memsz};
    }
    return 1;
  };
  ::dl_iterate_phdr(look, &found);
  return found;
}

}  // namespace

ThreadLocals::ThreadLocals() {
  const std::span<const std::byte> now = thread_locals();
  bytes_.assign(now.begin(), now.end());
}

bool ThreadLocals::are_unchanged() const {
  return std::ranges::equal(bytes_, thread_locals());
}

}  // namespace explorer::core
