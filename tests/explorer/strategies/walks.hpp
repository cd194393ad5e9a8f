/// @file
/// Random walks through the space of schedules.
#pragma once

#include <array>
#include <limits>

#include "strategies/oracle.hpp"

namespace explorer::core {

/// What the random walks have in common: now and then a surprise from
/// outside, now and then an old value, and waiters woken with equal chances.
class Walk : public Oracle {
 public:
  explicit Walk(Random random) noexcept : random_(random) {}

  std::size_t choose(const Choice& choice) final;
  std::size_t choose_waiter(std::span<Thread* const> waiters) final;
  std::size_t choose_value(const Thread& thread, std::size_t values) final;

 protected:
  /// The index of a move of a thread.
  virtual std::size_t choose_run(const Choice& choice) = 0;

  Random& random() noexcept { return random_; }

 private:
  Random random_;
};

/// URW (Zhao, Wolff, Mathur, Roychoudhury, ASPLOS 2025): draws a thread in
/// proportion to the steps it has left, as the first schedule counted them,
/// so that interleavings, not choices, become equally likely.
class WeightedWalk final : public Walk {
 public:
  WeightedWalk(Random random, const Record& record) noexcept
      : Walk(random), record_(record) {}

 private:
  std::size_t choose_run(const Choice& choice) override;
  [[nodiscard]] double weight(const Choice& choice, int id) const;

  const Record& record_;
};

/// PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): the thread
/// of the highest priority runs, but for a few steps, drawn beforehand, at
/// which its priority becomes the lowest. So threads run for long, and a fault
/// that takes two preemptions in the right places is as likely as any. A thread
/// that had to give way comes last from then on: it may wait for the others.
class PriorityWalk final : public Walk {
 public:
  PriorityWalk(Random random, const Record& record) noexcept;
  void begin() override;
  void moved(const Move& move) override;

 private:
  /// Before its step of that number a thread comes last.
  struct Change {
    int thread = -1;
    int step = 0;
    bool operator==(const Change&) const = default;
  };

  std::size_t choose_run(const Choice& choice) override;
  [[nodiscard]] std::size_t highest(const Choice& choice);
  [[nodiscard]] Change draw_change();
  bool changes(const Thread& thread);
  double& priority(const Thread& thread) noexcept {
    return priorities_[static_cast<std::size_t>(thread.id)];
  }

  static constexpr double undrawn = std::numeric_limits<double>::infinity();
  const Record& record_;
  std::array<double, max_threads> priorities_{};
  double lowest_ = 0;
  std::array<Change, 3> changes_{};
  const Thread* last_ = nullptr;  // that moved
  int steps_in_a_row_ = 0;        // of that one
};

/// POS, partial order sampling (Yuan, Yang, Gu, CAV 2018): each pending
/// operation has a random priority, drawn anew when an operation in conflict
/// with it goes first.
class PartialOrderWalk final : public Walk {
 public:
  explicit PartialOrderWalk(Random random) noexcept : Walk(random) {}
  void begin() override;

 private:
  std::size_t choose_run(const Choice& choice) override;
  double& priority(const Thread& thread) noexcept {
    return priorities_[static_cast<std::size_t>(thread.id)];
  }

  static constexpr double undrawn = -1;
  std::array<double, max_threads> priorities_{};
};

}  // namespace explorer::core
