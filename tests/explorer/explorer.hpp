/// @file
/// Runs a body that starts plain `std::` threads under many schedules, and
/// says exactly what went wrong in the first schedule that fails.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "in_words.hpp"

/// @cond
#ifndef EXPLORER_CLOCK_MAY_WAKE
#define EXPLORER_CLOCK_MAY_WAKE true
#endif
/// @endcond

namespace explorer {

/// What came of running a body under many schedules.
enum class Verdict {
  passed,              ///< No schedule that was run failed.
  expectation_failed,  ///< expect() was given false.
  deadlock,            ///< Nobody can go on, and no deadline is left.
  data_race,           ///< Two accesses to memory that nothing orders.
  exception,           ///< An exception left the body or one of its threads.
  crash,               ///< A signal, an abort, or a sanitizer's report.
  livelock,            ///< More steps than any schedule should need.
  misuse,              ///< A primitive used against its rules.
  left_running,        ///< The body returned before one of its threads.
  uncontrolled,        ///< A thread waits in something that is not controlled.
  not_repeatable,      ///< The body depends on more than the schedule.
  unfinished,          ///< The body reached a todo().
  only_a_clock,        ///< A thread waited in vain, until a deadline passed.
  limit,               ///< More memory or processor time than any test needs.
};

/// Of the schedules that Options allow, only one in so many is tried: for a
/// program whose tests another one runs, too, and looks at more closely.
inline int one_schedule_in = 1;

/// How a body is explored. The defaults are what a chapter's tests use.
struct Options {
  /// How many schedules to try when the space is too large to exhaust.
  int schedules = 1000;
  /// In every schedule, and not in every fourth random one only: wake waiters
  /// of condition variables for no reason, as a real `wait` may, and let
  /// `compare_exchange_weak` fail for none. Right code passes with it; code
  /// without a loop fails.
  bool spurious_wakeups = false;
  /// A deadline or the end of a sleep may be what the body waits for. Without
  /// it, a schedule fails in which everybody waits and nothing else is left: in
  /// a body without deadlines of its own that is a safety net under a wake-up
  /// that was lost. A sleep of a millisecond or less is a pause between two
  /// tries, and may end. Where a whole program is tested so, its compiler can
  /// be told by -D EXPLORER_CLOCK_MAY_WAKE=false.
  bool clock_may_wake = EXPLORER_CLOCK_MAY_WAKE;
  /// The body's deadlines are longer than anybody would wait. Where there is
  /// no virtual time (real threads) such a case is skipped, and says so.
  /// Clocks may wake, too.
  bool needs_virtual_time = false;
  /// A deadline may also pass while other threads could still run. Without
  /// it, time goes on only when everybody waits. Clocks may wake, too.
  bool deadlines_race = false;
  /// A look at a clock takes two nanoseconds. Without it they are exact.
  bool clock_ticks = false;
  /// So many threads the system gives the body; it refuses the next, as one
  /// that is out of them. Where there is no virtual time such a case is
  /// skipped, too. No limit below zero.
  int threads = -1;
  /// A schedule with more steps than this is a livelock.
  int max_steps = 20'000;
};

/// The verdict on a body, and how it came about.
struct Report {
  Verdict verdict = Verdict::passed;
  std::string sentence;  ///< What went wrong, in one sentence.
  std::string text;      ///< The whole report, as wide as is asked for.
  std::uint64_t seed = 0;
  int schedules = 0;       ///< How many were run, the failing one included.
  bool exhausted = false;  ///< They were all there are within the bound.
};

/// Thrown by explore() when a schedule failed; what() is the sentence.
class Failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Any function object without parameters, for as long as a call takes: it is
/// not kept. Every test has a body, and a std::function takes the compiler
/// several times as long.
class Body {
 public:
  /// A lambda, as a rule.
  template <class Function>
  // NOLINTNEXTLINE(google-explicit-constructor): a lambda is a body
  Body(const Function& function) noexcept
      : function_(&function),
        call_([](const void* it) { (*static_cast<const Function*>(it))(); }) {}

  /// A function is one, too.
  Body(void (*function)()) noexcept  // NOLINT(google-explicit-constructor)
      : function_(reinterpret_cast<const void*>(function)),
        call_([](const void* it) {
          reinterpret_cast<void (*)()>(const_cast<void*>(it))();
        }) {}

  /// Runs it once.
  void operator()() const { call_(function_); }

 private:
  const void* function_;
  void (*call_)(const void*);
};

/// Runs `body` under many schedules and returns the verdict on them.
Report run(Body body, const Options& options = {});

/// Runs `body` under many schedules. Says on stdout how many there were; if
/// one failed, prints its report on stderr and throws Failed.
void explore(Body body, const Options& options = {});

/// Starts a std::jthread that works, under the name of its role in the test.
/// Nothing but a shorter way to write it, for reader and compiler.
template <class Work>
[[nodiscard]] std::jthread start(const char* role, Work work);

/// Fails the schedule when `holds` is false. `claim` says in the reader's
/// words what should have held. May be called from any thread.
void expect(bool holds, const char* claim);

/// Fails the schedule when `value` is not `wanted`, and says what both are.
/// `claim` is the reason why it should have been.
template <class Value, class Wanted>
void expect_equal(const Value& value, const Wanted& wanted, const char* claim);

/// Goes on once every other thread of the body waits or has ended. A test of
/// who waits first needs no sleep with it. Deadlines do not pass meanwhile.
/// Atomics then show what is stored in them by now, however weak the orders.
void settle();

/// Memory that the threads of the body have allocated and not freed.
struct Allocations {
  std::ptrdiff_t blocks = 0;  ///< How many.
  std::ptrdiff_t bytes = 0;   ///< How large they are together.

  /// As many blocks, of as many bytes.
  friend bool operator==(const Allocations&, const Allocations&) = default;
};

/// As a failed expectation shows it.
inline std::string in_words(const Allocations& it) {
  return in_words(it.blocks) + (it.blocks == 1 ? " block" : " blocks") +
         " of " + in_words(it.bytes) + (it.bytes == 1 ? " byte" : " bytes");
}

/// What the threads of the body have allocated so far, by `new` and by
/// `malloc`, and not freed: exact in either flavour, a sanitizer or none. The
/// number itself depends on the library; so compare it with an earlier one in
/// the same body, when no other thread is at work. What leaks, or is kept for
/// ever, shows as a difference between N operations and 2N:
///
///     work(100);  // what is allocated once, is
///     const explorer::Allocations before = explorer::live_allocations();
///     work(100);
///     explorer::expect_equal(explorer::live_allocations(), before,
///                            "as much memory after 200 reads as after 100");
///
/// A container that keeps what it has grown to is allowed for that way, since
/// it does not grow again. On real threads nobody counts: always nothing.
[[nodiscard]] Allocations live_allocations();

/// Sets the system clock, as a person or the network does: from now on it shows
/// `by` more than it would have. Deadlines of the steady clock stay where they
/// are; a wait on a condition variable or for a mutex until a time of the
/// system clock ends earlier, or later. On real threads it does nothing.
void turn_system_clock(std::chrono::nanoseconds by);

/// Names the object for the trace, for instance `name(reads, "reads")`.
/// A mutex inside the object is then called "reads' mutex".
template <class T>
void name(const T& object, const char* what);

/// Names the calling thread for the trace: its role in the test. start() has
/// done so.
void name_thread(const char* role);

/// Says which test case runs, for the command in a report that replays its
/// failing schedule. Called outside of any body.
void set_case_name(const char* name);

/// The implementation of start(): work of any type, and what deletes it.
using AnyWork = std::unique_ptr<void, void (*)(void*)>;

/// The implementation of start(): runs `work`, which `run` knows the type of.
std::jthread start_any(const char* role, AnyWork work, void (*run)(void*));

template <class Work>
std::jthread start(const char* role, Work work) {
  return start_any(role,
                   {new Work(std::move(work)),
                    [](void* it) { delete static_cast<Work*>(it); }},
                   [](void* it) { (*static_cast<Work*>(it))(); });
}

/// The implementation of expect_equal(): what was expected and what came, in
/// words, and why it was expected.
void fail_expectation(const std::string& wanted, const std::string& value,
                      const char* claim);

template <class Value, class Wanted>
void expect_equal(const Value& value, const Wanted& wanted, const char* claim) {
  if (are_equal(value, wanted)) return;
  fail_expectation(in_words(wanted), in_words(value), claim);
}

/// The implementation of name().
void name_memory(const void* start, std::size_t size, const char* what);

template <class T>
void name(const T& object, const char* what) {
  name_memory(&object, sizeof object, what);
}

}  // namespace explorer
