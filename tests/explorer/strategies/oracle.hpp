/// @file
/// Which thread goes on? A strategy answers; everything else only asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/record.hpp"
#include "core/thread.hpp"

namespace explorer::core {

/// A thread that has gone on for so long while others could have is made to
/// give way, lest a loop that waits for another never end.
inline constexpr int fair_share = 500;

/// What may happen next.
struct Move {
  enum class Kind : std::uint8_t {
    run,       ///< The thread takes its next step.
    deadline,  ///< Time passes to the next deadline.
    spurious,  ///< The thread's wait ends, or its attempt fails, for no reason.
  };
  Kind kind = Kind::run;
  Thread* thread = nullptr;

  [[nodiscard]] std::uint16_t code() const noexcept {
    if (kind == Kind::deadline) return Record::clock_move;
    const auto id = static_cast<std::uint16_t>(thread->id);
    return kind == Kind::run ? id : id | Record::spurious_move;
  }
};

/// The moves that are possible now, those of threads before the others. If
/// `stays` is set, the first goes on with the thread that moved last.
struct Choice {
  std::span<const Move> moves;
  bool stays = false;
  std::span<Thread> threads;  ///< All threads, for strategies that compare.

  /// How many of the moves are steps of threads.
  [[nodiscard]] std::size_t runs() const noexcept {
    std::size_t count = 0;
    while (count < moves.size() && moves[count].kind == Move::Kind::run) {
      ++count;
    }
    return count;
  }
};

/// Decides one schedule after another.
class Oracle {
 public:
  Oracle() = default;
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;
  virtual ~Oracle() = default;

  /// A new schedule begins.
  virtual void begin() {}

  /// The index of the move to make; there are at least two.
  virtual std::size_t choose(const Choice& choice) = 0;

  /// The index of the waiter that a notification wakes; at least two wait.
  virtual std::size_t choose_waiter(std::span<Thread* const> waiters) = 0;

  /// The value that an operation of the thread takes, of at least two: 0 is the
  /// newest, and each further one older.
  virtual std::size_t choose_value(const Thread& thread,
                                   std::size_t values) = 0;

  /// A move is made, also one that was the only one.
  virtual void moved(const Move& move) { (void)move; }
};

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to draw by.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  /// Below `count`.
  std::size_t below(std::size_t count) noexcept {
    return static_cast<std::size_t>(next() % count);
  }

  /// From 0 up to, but not including, 1.
  double fraction() noexcept {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_;
};

/// The random numbers of one schedule: seeds that are near each other must
/// not give walks that are.
inline Random random_of(std::uint64_t seed, int schedule) noexcept {
  Random mixer{seed};
  const std::uint64_t base = mixer.next();
  return Random{Random{base + static_cast<std::uint64_t>(schedule)}.next()};
}

}  // namespace explorer::core
