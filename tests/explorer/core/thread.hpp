/// @file
/// What the scheduler knows of one thread.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/carriers.hpp"
#include "core/operation.hpp"

namespace explorer::core {

/// Nanoseconds of virtual time since the schedule began.
using Time = std::int64_t;
inline constexpr Time never = std::numeric_limits<Time>::max();

inline constexpr int max_threads = 320;

/// Asks whether a pending operation can go on. It refers to a callable in
/// the frame of the thread that is suspended there, which therefore lives as
/// long as the question can be asked.
class Question {
 public:
  Question() noexcept = default;  ///< The answer is always yes.

  template <class Callable>
  Question(const Callable& callable) noexcept  // NOLINT(*-explicit-*)
      : callable_(&callable), ask_([](const void* it) {
          return static_cast<bool>((*static_cast<const Callable*>(it))());
        }) {}

  bool operator()() const { return ask_ == nullptr || ask_(callable_); }

 private:
  const void* callable_ = nullptr;
  bool (*ask_)(const void*) = nullptr;
};

struct Thread;

/// What a thread is about to do, and what is in its way: the variable that
/// `holder` points at names the thread that has to let go first.
struct Target {
  Op op = Op::start;
  const void* object = nullptr;
  Thread* const* holder = nullptr;
};

inline constexpr int max_frames = 20;
using Frames = std::array<void*, max_frames>;

/// A thread of the body. Only the thread that holds the token reads or
/// writes any of this.
struct Thread {
  int id = 0;
  int parent = -1;
  RealThread* real = nullptr;
  const char* role_of_next = nullptr;  ///< The next thread that it starts.

  // The operation at which it is suspended.
  Target target;
  Question ready;
  Time deadline = never;
  bool timed_out = false;
  bool by_system_clock = false;  ///< That is what its deadline is a time of.
  bool told = false;  ///< That it is blocked there has been written down.
  Frames frames{};    ///< Where it is, in a run that is shown.

  // Waiting in the line of a condition variable or of a futex until somebody
  // takes it out of there; it then wants to do `after_wake`.
  const void* line = nullptr;
  Target after_wake;

  // What may happen to it for no reason: its wait ends, its weak exchange
  // fails.
  bool at_weak_exchange = false;
  bool surprised = false;
  int surprises = 0;

  // In a notification, which is one step whatever it is made of.
  const void* notifies = nullptr;
  int notified = 0;

  // Its life.
  bool done = false;
  bool joined = false;
  void* (*function)(void*) = nullptr;
  void* argument = nullptr;
  void* result = nullptr;
  const std::byte* stack_pointer = nullptr;

  // Steps taken, and how many in a row achieved nothing (a busy wait).
  int steps = 0;
  int steps_without_progress = 0;
  bool has_let_go = false;  ///< Of somebody, and gone on at once.
  bool gives_way = false;   ///< All others who can go on go first.
  // Of the others, by their numbers: those that could have gone on all the time
  // since this thread gave way, and have not; and those that now go before it.
  std::bitset<max_threads> passed_over;
  std::bitset<max_threads> goes_after;
  int clock_reads = 0;
  int value_steps = 0;  ///< Operations on atomics, each of which took a value.

  // Looking at the same atomic again and again, and doing nothing else.
  const void* last_load = nullptr;
  int last_load_step = -1;
  std::uintptr_t last_load_site = 0;
  int same_loads = 0;        ///< In a row, from one place in the program.
  std::uintptr_t calls = 0;  ///< Made since the last operation on an atomic.

  [[nodiscard]] bool can_be_surprised() const noexcept {
    const bool waits = line != nullptr &&
                       (target.op == Op::wait || target.op == Op::atomic_wait);
    return (waits || (at_weak_exchange && !surprised)) && surprises < 2;
  }

  void surprise() noexcept {
    ++surprises;
    surprised = true;
    if (line != nullptr) leave_line();
  }

  void leave_line() noexcept {
    line = nullptr;
    deadline = never;
    target = after_wake;
  }
};

/// The calling thread, or null if it is not one of a body.
inline thread_local Thread* current __attribute__((tls_model("initial-exec"))) =
    nullptr;

/// Whether an interposed function is called by a thread of a body. If so,
/// marks where its stack ends, as far as the program is concerned: below that
/// are only the explorer's own frames.
[[gnu::always_inline]] inline bool is_controlled() noexcept {
  if (current == nullptr) return false;
  current->stack_pointer =
      static_cast<const std::byte*>(__builtin_frame_address(0));
  return true;
}

/// Makes the calling thread an ordinary one for a while: what it calls goes
/// to the C library directly.
class Uncontrolled {
 public:
  Uncontrolled() noexcept : thread_(current) { current = nullptr; }
  ~Uncontrolled() { current = thread_; }
  Uncontrolled(const Uncontrolled&) = delete;
  Uncontrolled& operator=(const Uncontrolled&) = delete;

 private:
  Thread* thread_;
};

}  // namespace explorer::core
