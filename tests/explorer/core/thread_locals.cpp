#include "core/thread_locals.hpp"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <span>

#include "core/carriers.hpp"

namespace explorer::core {
namespace {

/// The calling thread's, in the program itself, which the system lists
/// before its libraries.
std::span<std::byte> thread_locals() {
  std::span<std::byte> found;
  const auto look = [](dl_phdr_info* program, std::size_t, void* result) {
    for (const ElfW(Phdr) & part :
         std::span{program->dlpi_phdr, program->dlpi_phnum}) {
      if (part.p_type != PT_TLS) continue;
      *static_cast<std::span<std::byte>*>(result) = {
          static_cast<std::byte*>(program->dlpi_tls_data), part.p_memsz};
    }
    return 1;
  };
  ::dl_iterate_phdr(look, &found);
  return found;
}

/// A sanitizer that is linked statically keeps its books among them.
bool has_a_sanitizer() {
  Dl_info creator{};
  Dl_info program{};
  return ::dladdr(reinterpret_cast<void*>(real_create()), &creator) != 0 &&
         ::dladdr(reinterpret_cast<void*>(thread_locals), &program) != 0 &&
         creator.dli_fbase == program.dli_fbase;
}

}  // namespace

ThreadLocals::ThreadLocals() {
  const std::span<std::byte> now = thread_locals();
  bytes_.assign(now.begin(), now.end());
}

bool ThreadLocals::restore() const {
  const std::span<std::byte> now = thread_locals();
  if (std::ranges::equal(bytes_, now)) return true;
  static const bool keeps_books = has_a_sanitizer();
  if (keeps_books) return false;
  std::ranges::copy(bytes_, now.begin());
  return true;
}

}  // namespace explorer::core
