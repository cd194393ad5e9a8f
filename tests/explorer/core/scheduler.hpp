/// @file
/// One thread runs at a time, and at each operation another may go on.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/record.hpp"
#include "core/thread.hpp"
#include "strategies/oracle.hpp"

namespace explorer::core {

/// An operation that waits for its turn.
struct Pending {
  Op op;
  const void* object = nullptr;
  Question ready = {};              ///< It can be done. Asked again and again.
  Time deadline = never;            ///< When it gives up.
  Thread* const* holder = nullptr;  ///< Which lets go first, if known.
  bool gives_way = false;           ///< Others go first.
};

/// Runs one schedule after another.
///
/// Invariant: between begin() and the end of a schedule exactly one thread
/// holds the token. It alone runs code of the body and touches the scheduler;
/// every other thread waits at its gate. So nothing here needs a lock.
class Scheduler {
 public:
  /// Prepares for the next schedule. Steps from `tell_from` on are written
  /// down.
  void begin(Oracle& oracle, Record& record, const Options& options,
             int tell_from);

  /// Lets the first thread go, and returns when the schedule is over.
  void run();

  Thread& add_thread(void* (*function)(void*), void* argument);

  /// Whether the system gives the body one more; the first has not been asked
  /// for.
  [[nodiscard]] bool has_a_thread_left() const noexcept {
    return options_.threads < 0 || count_ <= options_.threads;
  }

  /// A scheduling point. Returns when the calling thread is chosen and the
  /// operation can be done; false if its deadline has passed meanwhile.
  bool perform(const Pending& pending);

  /// Whether the calling thread knows all that was ever done: every other one
  /// has been joined. Nothing is left to interleave with.
  [[nodiscard]] bool is_alone() const noexcept { return joined_ + 1 == count_; }

  /// A thread has been joined, and not just detached.
  void joined() noexcept { ++joined_; }

  /// perform() for a thread that is alone, and an operation that never waits.
  void step_alone(Op op, const void* object);

  /// After an operation that lets another thread go on: it may do so before
  /// the program comes to its next line, which may be one too many. Where
  /// accesses to memory are seen, those that matter are points instead.
  void let_go();

  /// Puts the calling thread in a line, to be taken out by wake() or by its
  /// deadline, and then do `after`. True unless the deadline passed.
  bool wait_in_line(const void* line, const Pending& pending,
                    const Target& after);

  /// Takes up to `most` threads out of the line; returns how many.
  int wake(const void* line, int most);

  /// Whether things happen in this schedule that may, but that hardly any
  /// program depends on: waits end for no reason, weak exchanges fail so, freed
  /// memory is used again at once. Said by the schedule's number alone.
  [[nodiscard]] bool is_surprising() const noexcept {
    return record_->schedule % 4 == surprising_schedule;
  }

  /// Whether the thread has looked, tried or yielded so often, and done nothing
  /// else, that others have to go first.
  [[nodiscard]] bool spins(const Thread& thread) const noexcept {
    return thread.steps_without_progress >= spin_limit_;
  }

  /// The thread that wake() took out last.
  [[nodiscard]] int last_woken() const noexcept { return last_woken_; }

  [[nodiscard]] bool anyone_waits_in(const void* line) const;

  /// The calling thread has ended, its thread_local objects included.
  void finish();

  /// The schedule has failed. The thread never returns; nor do the others.
  [[noreturn]] void fail(Verdict verdict, std::string_view detail);

  /// Writes down that it has failed, and how things stand.
  void leave_verdict(Verdict verdict, std::string_view detail);

  /// Which of the values that it may take an operation on an atomic takes, the
  /// newest being the first.
  [[nodiscard]] std::size_t choose_value(std::size_t values);

  /// Writes down a step of the calling thread, if anybody wants to know.
  /// Returns its Event::order, or 0.
  int tell(Op op, const void* object = nullptr);
  int tell(Event event);

  /// The calling thread comes by a place in the program, on its way to its
  /// next step.
  void pass(const void* address) noexcept {
    if (!tell_) return;
    record_->pass({.address = address,
                   .order = 2 * record_->event_count + 1,
                   .thread = static_cast<std::int16_t>(current->id)});
  }

  /// Writes where the calling thread is.
  static void capture(Frames& frames);

  [[nodiscard]] bool telling() const noexcept { return tell_; }
  [[nodiscard]] Time now() const noexcept { return now_; }

  /// How much more the system clock shows than it would if nobody had set it.
  [[nodiscard]] Time system_clock_lead() const noexcept { return lead_; }
  void turn_system_clock(Time by);

  /// A thread looks at a clock.
  void look_at_clock();
  [[nodiscard]] int step() const noexcept { return step_; }
  [[nodiscard]] Record& record() noexcept { return *record_; }
  [[nodiscard]] std::span<Thread> threads() noexcept {
    return {threads_.data(), static_cast<std::size_t>(count_)};
  }

 private:
  Thread* pick(Thread* me);
  void count_step(Thread& me);
  void be_fair(Thread& me);
  [[nodiscard]] bool may_go_on(const Thread& thread) const;
  void collect_moves(Thread* me);
  void add_runnable(Thread* me);
  void add_spinning(Thread* me);
  void add_settled();
  void add_surprises();
  [[nodiscard]] bool all_spin() const;
  [[nodiscard]] Move decide(Thread* me);
  void make(const Move& move);
  [[nodiscard]] Thread* next_to_expire();
  void expire(Time at);
  void require_may_wake(const Thread& sleeper);
  [[nodiscard]] bool clock_may_wake() const noexcept;
  [[noreturn]] void fail_by_clock(const Thread& sleeper);
  [[noreturn]] void end_schedule();
  void pass_idle_time();
  void tell_blocked(Thread& thread);
  void look_for_cycle(Thread& me);
  void hand_over(Thread* next);
  void leave_facts();
  void add(Move move) { moves_[move_count_++] = move; }
  [[nodiscard]] std::span<const Move> moves() const noexcept {
    return {moves_.data(), move_count_};
  }

  Oracle* oracle_ = nullptr;
  Record* record_ = nullptr;
  Options options_;
  bool tell_ = false;
  int tell_from_ = 0;

  std::array<Thread, max_threads> threads_;
  int count_ = 0;
  int joined_ = 0;
  std::bitset<max_threads> runnable_;
  std::array<Move, 2 * max_threads + 1> moves_;
  std::size_t move_count_ = 0;
  std::array<Thread*, max_threads> waiters_{};

  int last_woken_ = -1;

  Time now_ = 0;
  Time lead_ = 0;
  Time idle_jump_ = 1;
  int idle_rounds_ = 0;
  Time idle_time_ = 0;
  int step_ = 0;
  const Thread* last_ = nullptr;
  int steps_in_a_row_ = 0;
  int spin_limit_ = 0;
  bool decisive_ = false;
  Gate over_;
};

/// The scheduler of this process.
Scheduler& scheduler();

}  // namespace explorer::core
