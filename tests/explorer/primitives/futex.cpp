#include <cerrno>

#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {

/// As the system does it: looks at the word and joins the line at once, with
/// nobody in between.
long atomic_wait(const int* word, int expected, Time deadline) {
  Thread* me = current;
  scheduler().perform({.op = Op::atomic_wait, .object = word});
  require_alive(Op::atomic_wait, word, sizeof *word);
  if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != expected) {
    errno = EAGAIN;
    return -1;
  }
  scheduler().tell(Op::atomic_wait, word);
  const auto ready = [me] { return me->line == nullptr; };
  const Pending waiting{.op = Op::atomic_wait,
                        .object = word,
                        .ready = ready,
                        .deadline = deadline};
  if (scheduler().wait_in_line(word, waiting, {Op::atomic_wait, word})) {
    if (me->surprised) scheduler().tell({.op = Op::woken, .spurious = true});
    return 0;
  }
  errno = ETIMEDOUT;
  return -1;
}

long atomic_notify(const int* word, int most) {
  Thread& me = *current;
  const bool alone = me.notifies == nullptr;
  // The system does not mind an address where nothing is any more; only
  // std::atomic does, and says so by begin_notify.
  if (alone) {
    scheduler().perform({.op = Op::atomic_notify, .object = word});
    me.notifies = word;
    me.notified = 0;
  }
  const int woken = scheduler().wake(word, most);
  me.notified += woken;
  if (alone) end_notify();
  return woken;
}

void begin_notify(const void* atomic) {
  scheduler().perform({.op = Op::atomic_notify, .object = atomic});
  require_alive(Op::atomic_notify, atomic, 1);
  current->notifies = atomic;
  current->notified = 0;
}

void end_notify() {
  scheduler().tell(
      {.op = Op::atomic_notify,
       .other = static_cast<std::int16_t>(scheduler().last_woken()),
       .object = current->notifies,
       .value = current->notified});
  current->notifies = nullptr;
  scheduler().let_go();
}

}  // namespace explorer::core
