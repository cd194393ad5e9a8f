#include "process/shared_record.hpp"

#include <sys/mman.h>

#include <new>

namespace explorer::core {

void Unmap::operator()(Record* record) const noexcept {
  ::munmap(record, sizeof *record);
}

SharedRecord make_shared_record() {
  void* memory = ::mmap(nullptr, sizeof(Record), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc{};
  return SharedRecord{new (memory) Record};
}

}  // namespace explorer::core
