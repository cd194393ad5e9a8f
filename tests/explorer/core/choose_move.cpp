// Which threads can go on, and which one does.

#include <algorithm>
#include <limits>

#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"

namespace explorer::core {
namespace {

/// A thread that has taken this many turns in a row without achieving
/// anything is waiting in all but name.
constexpr int spins_that_wait = 1'000;

bool can_run(const Thread& thread) {
  return !thread.done && thread.target.op != Op::settle && thread.ready();
}

bool settles(const Thread& thread) {
  return !thread.done && thread.target.op == Op::settle;
}

}  // namespace

void Scheduler::count_step(Thread& me) {
  record_->heartbeat.fetch_add(1, std::memory_order_relaxed);
  ++me.steps;
  record_->steps = ++step_;
  if (step_ >= tell_from_) tell_ = true;
  if (step_ > options_.max_steps) fail(Verdict::livelock, "");
}

Thread* Scheduler::pick(Thread* me) {
  count_step(*me);
  if (std::ranges::all_of(threads(), &Thread::done)) return nullptr;
  be_fair(*me);
  for (;;) {
    expire(now_);  // a wait for what has passed is over
    collect_moves(me);
    if (move_count_ == 0) {
      Thread* sleeper = next_to_expire();
      if (sleeper == nullptr) fail(Verdict::deadlock, "");
      require_may_wake(*sleeper);
      expire(sleeper->deadline);
      continue;
    }
    const Move move = decide(me);
    if (move.kind == Move::Kind::run) return move.thread;
    if (move.kind == Move::Kind::deadline) {
      expire(move.thread->deadline);
    } else {
      move.thread->surprise();
    }
  }
}

/// A thread that gives way again, and has passed over one that could have
/// gone on all the while, or was kept from it by nobody else, lets it go first
/// (Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008). So two
/// that wait, and change something each time, cannot keep a third from its turn
/// round after round.
void Scheduler::be_fair(Thread& me) {
  runnable_.reset();
  for (const Thread& thread : threads()) {
    if (can_run(thread)) runnable_.set(static_cast<std::size_t>(thread.id));
  }
  for (Thread& thread : threads()) {
    if (&thread != &me) thread.passed_over &= runnable_;
  }
  if (!me.gives_way && steps_in_a_row_ < fair_share) return;
  me.goes_after |= me.passed_over;
  me.passed_over = runnable_;
  me.passed_over.reset(static_cast<std::size_t>(me.id));
}

bool Scheduler::may_go_on(const Thread& thread) const {
  return can_run(thread) && (thread.goes_after & runnable_).none();
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

/// The thread that moved last comes first, if it can go on. One that yields
/// lets every other one take a step before it; one that spins lets them take
/// all.
void Scheduler::add_runnable(Thread* me) {
  if (may_go_on(*me) && !me->gives_way && steps_in_a_row_ < fair_share) {
    add({Move::Kind::run, me});
  }
  for (Thread& thread : threads()) {
    if (&thread != me && may_go_on(thread) &&
        !(thread.gives_way && spins(thread))) {
      add({Move::Kind::run, &thread});
    }
  }
  if (move_count_ == 0) add_spinning(me);
}

/// Of those that only spin, the one that has gone round most often lets the
/// others go first: two that wait for a third must not keep it from its turn.
void Scheduler::add_spinning(Thread* me) {
  int fewest = std::numeric_limits<int>::max();
  for (const Thread& thread : threads()) {
    if (&thread != me && can_run(thread)) {
      fewest = std::min(fewest, thread.steps_without_progress);
    }
  }
  for (Thread& thread : threads()) {
    if (&thread != me && can_run(thread) &&
        thread.steps_without_progress == fewest) {
      add({Move::Kind::run, &thread});
    }
  }
  if (move_count_ == 0 && can_run(*me)) add({Move::Kind::run, me});
}

/// A thread in settle() goes on when all others wait, or spin as if they
/// did. It then goes on alone.
void Scheduler::add_settled() {
  const bool others_wait = std::ranges::all_of(moves(), [](const Move& it) {
    return it.thread->steps_without_progress >= spins_that_wait;
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
  const bool happen = options_.spurious_wakeups || is_surprising();
  for (Thread& thread : threads()) {
    if (!thread.can_be_surprised()) continue;
    if (happen) add({Move::Kind::spurious, &thread});
    record_->could_surprise = record_->could_surprise || !happen;
  }
}

bool Scheduler::all_spin() const {
  return std::ranges::all_of(
      moves(), [](const Move& it) { return it.thread->gives_way; });
}

Move Scheduler::decide(Thread* me) {
  const bool stays = moves_[0].kind == Move::Kind::run &&
                     moves_[0].thread == me && !me->gives_way &&
                     steps_in_a_row_ < fair_share;
  const std::size_t index =
      move_count_ == 1 ? 0 : oracle_->choose({moves(), stays, threads()});
  const Move move = moves_[index];
  decisive_ = stays && index != 0;
  if (decisive_) ++record_->preemptions;
  make(move);
  return move;
}

void Scheduler::make(const Move& move) {
  oracle_->moved(move);
  if (record_->move_count < std::ssize(record_->moves)) {
    record_->moves[static_cast<std::size_t>(record_->move_count++)] =
        move.code();
  }
  if (move.kind != Move::Kind::run) return;
  const bool switches = last_ != nullptr && last_ != move.thread;
  if (switches) ++record_->switches;
  steps_in_a_row_ = switches ? 0 : steps_in_a_row_ + 1;
  last_ = move.thread;
  const auto id = static_cast<std::size_t>(move.thread->id);
  for (Thread& thread : threads()) {
    thread.passed_over.reset(id);
    thread.goes_after.reset(id);
  }
}

}  // namespace explorer::core
