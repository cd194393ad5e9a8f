#include "scheduler.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>

#include "observer.hpp"

namespace explorer::core {
namespace {

/// A thread that has taken this many turns in a row without achieving
/// anything is waiting in all but name.
constexpr int spins_that_wait = 96;

/// A thread that has gone on for so long while others could have is made to
/// give way, lest a loop that waits for another never end.
constexpr int fair_share = 500;

/// How often all threads may spin round before time goes on.
constexpr int idle_rounds_before_time = 16;

[[noreturn]] void stay_for_ever() {
  for (;;) {
    Gate gate;
    gate.wait();
  }
}

bool settles(const Thread& thread) {
  return !thread.done && thread.target.op == Op::settle;
}

/// Looking, trying and yielding do not; whether a read-modify-write does is
/// known only afterwards.
bool achieves_something(Op op) {
  return op != Op::load && op != Op::modify && op != Op::yield &&
         op != Op::try_lock && op != Op::try_acquire;
}

void wake_up(Thread& thread) {
  thread.line = nullptr;
  thread.deadline = never;
  thread.target = thread.after_wake;
}

}  // namespace

Scheduler& scheduler() {
  static Scheduler the_scheduler;
  return the_scheduler;
}

void Scheduler::begin(Oracle& oracle, Record& record, const Options& options,
                      int tell_from) {
  oracle_ = &oracle;
  record_ = &record;
  options_ = options;
  tell_from_ = tell_from;
  tell_ = tell_from == 0;
  count_ = 0;
  now_ = 0;
  idle_jump_ = 1;
  idle_rounds_ = 0;
  step_ = 0;
  last_ = nullptr;
  steps_in_a_row_ = 0;
  decisive_ = false;
  record.move_count = record.wake_count = record.switches = 0;
  record.event_count = record.name_count = 0;
  oracle.begin();
  if (observer != nullptr) observer->begin();
}

void Scheduler::run() {
  threads_[0].gate.open();
  over_.wait();
}

Thread& Scheduler::add_thread(void* (*function)(void*), void* argument) {
  if (count_ == max_threads) {
    fail(Verdict::uncontrolled, "the body starts more than 256 threads");
  }
  Thread& thread = threads_[static_cast<std::size_t>(count_)];
  std::destroy_at(&thread);
  std::construct_at(&thread);
  thread.id = count_++;
  thread.parent = current != nullptr ? current->id : -1;
  thread.function = function;
  thread.argument = argument;
  record_->threads[static_cast<std::size_t>(thread.id)] = ThreadState{};
  return thread;
}

bool Scheduler::perform(const Pending& pending) {
  Thread& me = *current;
  me.target = {pending.op, pending.object, pending.holder};
  me.ready = pending.ready;
  me.deadline = pending.deadline;
  me.timed_out = false;
  me.gives_way = pending.gives_way;
  if (achieves_something(pending.op)) me.fruitless = 0;
  me.told = me.line != nullptr;  // as it joined the line
  if (tell_) capture(me.frames);
  if (!pending.ready() && pending.op != Op::settle) {
    tell_blocked(me);
    look_for_cycle(me);
  }
  hand_over(pick(&me));
  me.deadline = never;
  return !me.timed_out;
}

bool Scheduler::wait_in_line(const void* line, const Pending& pending,
                             const Target& after) {
  current->line = line;
  current->after_wake = after;
  current->woken_for_no_reason = false;
  return perform(pending);
}

int Scheduler::wake(const void* line, int most) {
  int woken = 0;
  while (woken < most) {
    std::size_t waiting = 0;
    for (Thread& thread : threads()) {
      if (thread.line == line) waiters_[waiting++] = &thread;
    }
    if (waiting == 0) break;
    const bool choose = waiting > 1 && most == 1;
    Thread& chosen =
        *waiters_[choose ? oracle_->choose_waiter({waiters_.data(), waiting})
                         : 0];
    if (choose && record_->wake_count < std::ssize(record_->wakes)) {
      record_->wakes[static_cast<std::size_t>(record_->wake_count++)] =
          static_cast<std::uint16_t>(chosen.id);
    }
    wake_up(chosen);
    ++woken;
  }
  return woken;
}

bool Scheduler::anyone_waits_in(const void* line) const {
  return std::any_of(threads_.begin(), threads_.begin() + count_,
                     [&](const Thread& it) { return it.line == line; });
}

void Scheduler::finish() {
  Thread& me = *current;
  tell(Op::end);
  me.done = true;
  if (me.id == 0 && !std::ranges::all_of(threads(), &Thread::done)) {
    fail(Verdict::left_running, "");
  }
  Thread* next = pick(&me);
  current = nullptr;
  if (next == nullptr) {
    over_.open();
  } else {
    next->gate.open();
  }
}

void Scheduler::hand_over(Thread* next) {
  Thread& me = *current;
  if (next == &me) return;
  next->gate.open();
  me.gate.wait();
  record_->running.store(me.system_id, std::memory_order_relaxed);
}

/// Threads that hold what the next one wants, in a ring, never get out of
/// it, whatever the others do. Saying so at once keeps the trace short.
void Scheduler::look_for_cycle(Thread& me) {
  const Thread* at = &me;
  for (int hops = 0; hops <= count_; ++hops) {
    if (at->done || at->line != nullptr || at->deadline != never) return;
    if (at->target.holder == nullptr || at->ready()) return;
    at = *at->target.holder;
    if (at == nullptr) return;
    if (at == &me) fail(Verdict::deadlock, "");
  }
}

void Scheduler::fail(Verdict verdict, std::string_view detail) {
  leave_verdict(verdict, detail);
  over_.open();
  stay_for_ever();
}

void Scheduler::leave_verdict(Verdict verdict, std::string_view detail) {
  record_->verdict = verdict;
  record_->culprit = current != nullptr ? current->id : -1;
  const std::size_t length =
      std::min(detail.size(), record_->detail.size() - 1);
  std::copy_n(detail.begin(), length, record_->detail.begin());
  record_->detail[length] = '\0';
  capture(record_->frames);
  leave_facts();
}

void Scheduler::leave_facts() {
  for (Thread& thread : threads()) {
    if (record_->verdict == Verdict::deadlock) tell_blocked(thread);
    ThreadState& state =
        record_->threads[static_cast<std::size_t>(thread.id)];
    const Thread* holder =
        thread.target.holder != nullptr ? *thread.target.holder : nullptr;
    state.exists = true;
    state.done = thread.done;
    state.op = thread.target.op;
    state.object = thread.target.object;
    state.other = holder != nullptr ? holder->id : -1;
  }
  if (current != nullptr && std::uncaught_exceptions() > 0) {
    record_->threads[static_cast<std::size_t>(current->id)].unwinding = true;
  }
}

// ---- who goes on ----------------------------------------------------------

Thread* Scheduler::pick(Thread* me) {
  record_->heartbeat.fetch_add(1, std::memory_order_relaxed);
  ++me->steps;
  if (++step_ >= tell_from_) tell_ = true;
  if (step_ > options_.max_steps) fail(Verdict::livelock, "");
  if (std::ranges::all_of(threads(), &Thread::done)) return nullptr;
  for (;;) {
    collect_moves(me);
    if (move_count_ == 0) {
      Thread* sleeper = next_to_expire();
      if (sleeper == nullptr) fail(Verdict::deadlock, "");
      expire(sleeper->deadline);
      continue;
    }
    const Move move = decide(me);
    if (move.kind == Move::Kind::run) return move.thread;
    if (move.kind == Move::Kind::deadline) {
      expire(move.thread->deadline);
    } else {
      ++move.thread->spurious_wakeups;
      move.thread->woken_for_no_reason = true;
      wake_up(*move.thread);
    }
  }
}

void Scheduler::collect_moves(Thread* me) {
  move_count_ = 0;
  add_runnable(me);
  const bool spinning = move_count_ > 0 && all_spin();
  const bool settling = std::ranges::any_of(threads(), settles);
  if (!spinning) idle_rounds_ = 0;
  if (settling && (move_count_ == 0 || spinning)) add_settled();
  if (settling || move_count_ == 0) return;
  if (spinning) pass_idle_time();
  add_surprises();
}

/// The thread that moved last comes first, if it can go on. A thread that
/// gives way lets every other one go before it.
void Scheduler::add_runnable(Thread* me) {
  const auto can_run = [](const Thread& it) {
    return !it.done && it.target.op != Op::settle && it.ready();
  };
  const bool stays =
      can_run(*me) && !me->gives_way && steps_in_a_row_ < fair_share;
  if (stays) add({Move::Kind::run, me});
  for (Thread& thread : threads()) {
    if (&thread != me && can_run(thread)) add({Move::Kind::run, &thread});
  }
  if (move_count_ == 0 && can_run(*me)) add({Move::Kind::run, me});
}

/// A thread in settle() goes on when all others wait, or spin as if they
/// did. It then goes on alone.
void Scheduler::add_settled() {
  const bool others_wait = std::ranges::all_of(moves(), [](const Move& it) {
    return it.thread->fruitless >= spins_that_wait;
  });
  if (!others_wait) return;
  move_count_ = 0;
  for (Thread& thread : threads()) {
    if (settles(thread)) add({Move::Kind::run, &thread});
  }
}

/// What may happen from outside.
void Scheduler::add_surprises() {
  if (options_.deadlines_race) {
    Thread* sleeper = next_to_expire();
    if (sleeper != nullptr) add({Move::Kind::deadline, sleeper});
  }
  if (!options_.spurious_wakeups) return;
  for (Thread& thread : threads()) {
    const bool waits =
        thread.line != nullptr && thread.target.op == Op::wait;
    if (waits && thread.spurious_wakeups < 2) {
      add({Move::Kind::spurious, &thread});
    }
  }
}

bool Scheduler::all_spin() const {
  return std::ranges::all_of(moves(), [](const Move& it) {
    return it.thread->gives_way;
  });
}

Move Scheduler::decide(Thread* me) {
  const bool stays = moves_[0].kind == Move::Kind::run &&
                     moves_[0].thread == me && !me->gives_way &&
                     steps_in_a_row_ < fair_share;
  const std::size_t index =
      move_count_ == 1 ? 0 : oracle_->choose({moves(), stays, threads()});
  const Move move = moves_[index];
  oracle_->moved(move);
  if (record_->move_count < std::ssize(record_->moves)) {
    record_->moves[static_cast<std::size_t>(record_->move_count++)] =
        move.code();
  }
  decisive_ = stays && index != 0;
  if (move.kind == Move::Kind::run) {
    const bool switches = last_ != nullptr && last_ != move.thread;
    if (switches) ++record_->switches;
    steps_in_a_row_ = switches ? 0 : steps_in_a_row_ + 1;
    last_ = move.thread;
  }
  return move;
}

// ---- time -----------------------------------------------------------------

Thread* Scheduler::next_to_expire() {
  Thread* first = nullptr;
  for (Thread& thread : threads()) {
    if (thread.done || thread.deadline == never || thread.timed_out) continue;
    if (thread.ready()) continue;
    if (first == nullptr || thread.deadline < first->deadline) {
      first = &thread;
    }
  }
  return first;
}

void Scheduler::expire(Time at) {
  now_ = std::max(now_, at);
  for (Thread& thread : threads()) {
    if (thread.done || thread.deadline > now_ || thread.ready()) continue;
    thread.timed_out = true;
    if (thread.line != nullptr) wake_up(thread);
  }
}

/// Everybody who could run only spins. If a deadline is what they spin for,
/// time has to go on: to the next deadline, or faster and faster.
void Scheduler::pass_idle_time() {
  if (++idle_rounds_ < idle_rounds_before_time * count_) return;
  if (Thread* sleeper = next_to_expire()) {
    expire(sleeper->deadline);
    idle_rounds_ = 0;
    return;
  }
  now_ += idle_jump_;
  if (idle_jump_ < never / 4 - now_) idle_jump_ *= 2;
}

}  // namespace explorer::core
