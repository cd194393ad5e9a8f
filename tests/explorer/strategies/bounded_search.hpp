/// @file
/// Every schedule with at most so many preemptions.
#pragma once

#include <memory_resource>
#include <vector>

#include "core/arena.hpp"
#include "strategies/oracle.hpp"

namespace explorer::core {

/// Depth-first search by running again (CHESS: Musuvathi and Qadeer, PLDI
/// 2007). Going on with the same thread is free, and so is choosing who goes
/// on when it cannot; taking the turn from a thread that could go on is a
/// preemption, and so is a surprise from outside, and to take an old value.
class BoundedSearch final : public Oracle {
 public:
  explicit BoundedSearch(int bound) noexcept : bound_(bound) {}

  void begin() override;
  std::size_t choose(const Choice& choice) override;
  std::size_t choose_waiter(std::span<Thread* const> waiters) override;
  std::size_t choose_value(const Thread& thread, std::size_t values) override;

  /// Turns to the next schedule; false if there is none.
  bool advance();

  /// Whether the bound has kept the search from any schedule.
  [[nodiscard]] bool pruned() const noexcept { return pruned_; }

  /// How many preemptions the schedule had.
  [[nodiscard]] int preemptions() const noexcept { return preemptions_; }

 private:
  std::size_t branch(std::size_t options);

  /// A decision on the way to the present schedule.
  struct Node {
    std::size_t options;
    std::size_t taken;
  };

  int bound_;
  bool pruned_ = false;
  int preemptions_ = 0;
  std::size_t depth_ = 0;
  std::pmr::vector<Node> path_{&arena()};
};

}  // namespace explorer::core
