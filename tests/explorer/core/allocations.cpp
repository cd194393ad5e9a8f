#include "core/allocations.hpp"

#include <array>
#include <cstdio>

#include "core/scheduler.hpp"

namespace explorer::core {

void fail_for_memory() {
  scheduler().record().stuck = true;
  std::array<char, 64> detail{};
  std::snprintf(detail.data(), detail.size(),
                "takes more than %td MiB of memory",
                (most_memory / impatience) >> 20);
  scheduler().fail(Verdict::limit, detail.data());
}

}  // namespace explorer::core
