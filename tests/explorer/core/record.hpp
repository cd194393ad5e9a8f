/// @file
/// What a child process leaves behind for its parent, however it ended.
#pragma once

#include <sys/types.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>

#include "core/operation.hpp"
#include "core/thread.hpp"
#include "explorer.hpp"

namespace explorer::core {

/// As much of it as there is room for.
template <std::size_t size>
void copy_text(std::array<char, size>& to, const char* from) noexcept {
  const std::size_t length = std::min(std::strlen(from), size - 1);
  std::copy_n(from, length, to.begin());
  to[length] = '\0';
}

/// Why a thread does not know of something that another one did: the pair of
/// steps that could have told it, and which of the two fell short. Steps are
/// named by Event::order, and 0 means that there is none: then no load of the
/// thread took a value that was stored after it.
struct Gap {
  int store = 0;  ///< The other thread's later store, whose value was read,
  int load = 0;   ///< and the step that read it.
  bool releases = false;  ///< The store handed on what it should.
  bool acquires = false;  ///< The load took what it was handed.
};

/// A step as it is written down while a schedule is replayed for its trace.
struct Event {
  Op op = Op::start;
  bool blocked = false;   ///< It could not be done yet, and waits.
  bool failed = false;    ///< A try that failed, a wait that timed out.
  bool spurious = false;  ///< A wait that ended for no reason, or failed so.
  bool decisive = false;  ///< Another thread could have gone on instead.
  std::int16_t thread = 0;
  std::int16_t other = -1;  ///< The thread created, joined, or holding.
  int order = 0;            ///< Its place among all steps.
  const void* object = nullptr;
  const void* mutex = nullptr;  ///< That a wait lets go of, and takes back.
  std::int64_t value = 0;
  Time now = 0;
  const void* stack = nullptr;  ///< Where the thread's stack ended.
  Frames frames{};

  // Of an atomic operation: the value's bytes, the upper eight of sixteen, and
  // whether each half is the address of something.
  std::uint8_t size = 8;
  bool points = false;
  bool upper_points = false;
  std::int64_t upper = 0;

  // Of an atomic operation or a fence: the memory order that it asked for.
  std::memory_order memory_order = std::memory_order_seq_cst;

  // Of an atomic operation that reads. Steps are named by their `order`; 0 is
  // the initial value, or what was stored before anything was written down.
  int stored_at = 0;  ///< Whose value it read.
  int newer_at = 0;   ///< The value was old: the one that stored a newer.
  Gap gap{};          ///< The value was old: why the newer one was not seen.

  // Of a store that came late: it lies in front of one that was made before.
  int overtaken_by = 0;
};

/// A place in the program that was passed, and when that was last.
struct Passed {
  const void* address = nullptr;
  int order = 0;  ///< Its place among all steps,
  int count = 0;  ///< and among all that was passed.
  std::int16_t thread = 0;
};

/// How a thread stood when the schedule failed.
struct ThreadState {
  std::array<char, 24> role{};
  bool exists = false;
  bool done = false;
  bool waits = false;  ///< It cannot go on.
  Op op = Op::start;
  const void* object = nullptr;
  int other = -1;  ///< Holds what it waits for, or is joined.
  bool unwinding = false;
};

/// A range of memory that the test named.
struct NamedMemory {
  const void* start = nullptr;
  std::size_t size = 0;
  std::array<char, 32> name{};
};

/// An operation on an atomic that did not take the newest value it might have.
struct OldValue {
  int thread = 0;
  int step = 0;  ///< Among the thread's operations on atomics; 1 is the first.
  int back = 0;  ///< How many newer ones it passed over.
  bool operator==(const OldValue&) const = default;
};

/// The number of a schedule that has surprises: it, and every fourth from it
/// on.
inline constexpr int surprising_schedule = 3;

/// Lives in memory that parent and child share, so that a crash, an abort or
/// an exit in the middle of a schedule loses nothing. Fixed sizes throughout:
/// it must be written without allocating, from a broken program too.
struct Record {
  // For the parent's watch over the child.
  std::atomic<std::uint64_t> heartbeat{0};
  std::atomic<pid_t> running{0};
  std::atomic<int> begun{0};  ///< Schedules, in this process.

  // What came of it.
  Verdict verdict = Verdict::passed;
  std::array<char, 512> detail{};
  std::array<char, 128> wanted{};  ///< What a failed expectation compared.
  std::array<char, 128> got{};
  bool by_chance = false;      ///< No step is to blame for what it counted.
  int culprit = -1;            ///< The thread that failed, or -1.
  int other = -1;              ///< The other thread of a data race.
  Gap gap{};                   ///< Why nothing orders the two.
  const void* gone = nullptr;  ///< What was used when it was gone,
  int gone_by = -1;            ///< and the thread that ended it, if known.
  Frames frames{};             ///< Where it failed, if no event says so.
  Verdict if_stuck = Verdict::uncontrolled;  ///< What the parent saw,
  const char* if_stuck_detail = "";          ///< in words.
  bool stuck = false;            ///< It came to no end, and is not run again.
  bool finished = false;         ///< The child got to the end of its plan.
  std::int64_t left_behind = 0;  ///< Blocks of memory, by earlier schedules.
  int schedules = 0;
  int schedule = 0;  ///< The number of the one that runs.
  bool drew_random = false;
  bool spun = false;          ///< A thread was made to give way.
  bool sees_atomics = false;  ///< They are scheduling points.
  bool weak = false;          ///< An order weaker than seq_cst was asked for.
  bool old_values_left_out = false;  ///< Too many, or too often, to try all.
  bool could_surprise = false;       ///< A thread could have been woken for no
                                ///< reason or memory used again, had it been a
                                ///< schedule that has such surprises.
  int surprising = 0;     ///< Such schedules, on top of all others.
  int bound = 0;          ///< All schedules with so many preemptions passed,
  int within_bound = 0;   ///< and so many they were.
  bool thinned = false;   ///< Of those that come to the same, just one.
  bool complete = false;  ///< There are no others at all.

  // The schedule: the maker of each move (a thread, or `clock_move`, or
  // `spurious_move`), and the thread that each notification woke.
  static constexpr std::uint16_t clock_move = 0x1000;
  static constexpr std::uint16_t spurious_move = 0x2000;
  int move_count = 0;
  std::array<std::uint16_t, 1 << 16> moves{};
  int wake_count = 0;
  std::array<std::uint16_t, 1 << 16> wakes{};
  int old_value_count = 0;
  std::array<OldValue, 1 << 12> old_values{};
  void add(const OldValue& value) noexcept {
    if (old_value_count == std::ssize(old_values)) return;
    old_values[static_cast<std::size_t>(old_value_count++)] = value;
  }
  int switches = 0;
  int preemptions = 0;
  int steps = 0;

  // How the first schedule went: the shape that URW draws by.
  int profile_count = 0;
  std::array<int, max_threads> profile_steps{};
  std::array<int, max_threads> profile_parent{};

  // For the trace. The ring holds the newest events.
  int event_count = 0;
  std::array<Event, 8192> events{};
  /// The Event::order of the next one; odd places lie between two.
  [[nodiscard]] int next_order() const noexcept {
    return 2 * (event_count + 1);
  }
  void add(const Event& event) noexcept {
    const auto capacity = static_cast<int>(events.size());
    events[static_cast<std::size_t>(event_count++ % capacity)] = event;
  }
  std::array<Passed, 4096> passed{};  ///< By address, hashed.
  int passed_count = 0;
  void pass(Passed passing) noexcept {
    passing.count = ++passed_count;
    const auto hash = reinterpret_cast<std::uintptr_t>(passing.address) >> 2;
    for (std::size_t i = 0; i < passed.size(); ++i) {
      Passed& slot = passed[(hash + i) % passed.size()];
      if (slot.address == nullptr || slot.address == passing.address) {
        slot = passing;
        return;
      }
    }
  }
  std::array<ThreadState, max_threads> threads{};
  void name(const Thread& thread, const char* role) noexcept {
    copy_text(threads[static_cast<std::size_t>(thread.id)].role, role);
  }
  int name_count = 0;
  std::array<NamedMemory, 64> names{};
};

}  // namespace explorer::core
