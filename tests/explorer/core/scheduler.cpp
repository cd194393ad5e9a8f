#include "core/scheduler.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>

#include "core/observer.hpp"

namespace explorer::core {
namespace {

[[noreturn]] void never_return() {
  for (;;) {
    Gate gate;
    gate.wait();
  }
}

/// Looking, trying and yielding do not; whether a read-modify-write does is
/// known only afterwards.
bool achieves_something(Op op) {
  return op != Op::load && op != Op::modify && op != Op::yield &&
         op != Op::try_lock && op != Op::try_acquire;
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
  joined_ = 0;
  now_ = 0;
  lead_ = 0;
  idle_jump_ = 1;
  idle_rounds_ = 0;
  idle_time_ = 0;
  step_ = 0;
  last_ = nullptr;
  steps_in_a_row_ = 0;
  decisive_ = false;
  // A thread may look a hundred times before it sleeps, and if the others went
  // first each time, none of them would ever meet it before it sleeps.
  spin_limit_ = record.schedule % 4 == 2 ? 256 : 32;
  record.move_count = record.wake_count = record.old_value_count = 0;
  record.switches = record.preemptions = 0;
  record.event_count = record.name_count = record.passed_count = 0;
  if (tell_from < std::numeric_limits<int>::max()) record.passed.fill({});
  record.sees_atomics = observer != nullptr;
  oracle.begin();
  if (observer != nullptr) observer->begin();
}

void Scheduler::run() {
  threads_[0].real->gate.open();
  over_.wait();
}

Thread& Scheduler::add_thread(void* (*function)(void*), void* argument) {
  if (count_ == max_threads) {
    fail(Verdict::uncontrolled, "the body starts more than 320 threads");
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
  if (me.gives_way && spins(me)) record_->spun = true;
  me.has_let_go = false;
  if (achieves_something(pending.op)) me.steps_without_progress = 0;
  // As it joined its line, or went to sleep.
  me.told = me.line != nullptr || pending.op == Op::sleep;
  if (tell_) capture(me.frames);
  if (!pending.ready() && pending.op != Op::settle) {
    tell_blocked(me);
    look_for_cycle(me);
  }
  hand_over(pick(&me));
  me.deadline = never;
  // Both refer to the caller's frame, which may be gone when somebody asks.
  me.ready = {};
  me.target.holder = nullptr;
  return !me.timed_out;
}

void Scheduler::step_alone(Op op, const void* object) {
  Thread& me = *current;
  me.target = {op, object};
  me.gives_way = me.has_let_go = false;
  if (achieves_something(op)) me.steps_without_progress = 0;
  count_step(me);
  make({Move::Kind::run, &me});
}

void Scheduler::let_go() {
  if (observer == nullptr) {
    perform({.op = Op::pause});
  } else {
    current->has_let_go = true;
  }
}

bool Scheduler::wait_in_line(const void* line, const Pending& pending,
                             const Target& after) {
  current->line = line;
  current->after_wake = after;
  current->surprised = false;
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
    chosen.leave_line();
    last_woken_ = chosen.id;
    ++woken;
  }
  return woken;
}

std::size_t Scheduler::choose_value(std::size_t values) {
  const int step = ++current->value_steps;
  if (values == 1) return 0;
  const std::size_t back = oracle_->choose_value(*current, values);
  if (back > 0) record_->add({current->id, step, static_cast<int>(back)});
  return back;
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
    next->real->gate.open();
  }
}

void Scheduler::hand_over(Thread* next) {
  Thread& me = *current;
  if (next == &me) return;
  next->real->gate.open();
  me.real->gate.wait();
  record_->running.store(me.real->system_id, std::memory_order_relaxed);
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
  end_schedule();
}

void Scheduler::end_schedule() {
  over_.open();
  never_return();
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
    ThreadState& state = record_->threads[static_cast<std::size_t>(thread.id)];
    const Thread* holder =
        thread.target.holder != nullptr ? *thread.target.holder : nullptr;
    state.exists = true;
    state.done = thread.done;
    state.waits = !thread.done && !thread.ready();
    state.op = thread.target.op;
    state.object = thread.target.object;
    state.other = holder != nullptr ? holder->id : -1;
  }
  if (current != nullptr && std::uncaught_exceptions() > 0) {
    record_->threads[static_cast<std::size_t>(current->id)].unwinding = true;
  }
}

}  // namespace explorer::core
