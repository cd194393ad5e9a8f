#include "core/gone_frames.hpp"

#include <array>
#include <utility>

#include "core/scheduler.hpp"

namespace explorer::core {
namespace {

using Function = void (*)(void*);

struct Head {
  Function resume;
  Function destroy;
};

void fail_for_frame(const char* detail) {
  scheduler().tell(Op::fail);
  scheduler().fail(Verdict::crash, detail);
}

void resume(void*) {
  fail_for_frame("resumes a coroutine that has been destroyed");
}

void destroy(void*) { fail_for_frame("destroys a coroutine a second time"); }

}  // namespace

void mark_as_gone(void* block, std::size_t bytes) noexcept {
  if (bytes < sizeof(Head)) return;
  *static_cast<Head*>(block) = {.resume = resume, .destroy = destroy};
}

void* keep_for_a_while(void* block) noexcept {
  static std::array<void*, 64> kept{};
  static std::size_t oldest = 0;
  oldest = (oldest + 1) % kept.size();
  return std::exchange(kept[oldest], block);
}

}  // namespace explorer::core
