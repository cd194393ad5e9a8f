/// @file
/// Every schedule with at most so many preemptions.
#pragma once

#include <memory_resource>
#include <vector>

#include "core/arena.hpp"
#include "strategies/conflicts.hpp"
#include "strategies/oracle.hpp"

namespace explorer::core {

/// Depth-first search by running again (CHESS: Musuvathi and Qadeer, PLDI
/// 2007). Going on with the same thread is free, and so is the choice of
/// another when it cannot; taking the turn from a thread that could go on is a
/// preemption, and so is a surprise from outside, and to take an old value.
class BoundedSearch final : public Oracle {
 public:
  explicit BoundedSearch(int bound) noexcept : bound_(bound) {}

  void begin() override;
  std::size_t choose(const Choice& choice) override;
  std::size_t choose_waiter(std::span<Thread* const> waiters) override;
  std::size_t choose_value(const Thread& thread, std::size_t values) override;
  void moved(const Move& move) override;

  /// From here on, of schedules that come to the same just one is tried: to
  /// take a thread's turn away before a step pays only if another one works on
  /// the same object before it goes on; else, to take it away after the step
  /// does the same.
  void thin_out() noexcept { thin_ = true; }
  [[nodiscard]] bool is_thin() const noexcept { return thin_; }

  /// Turns to the next schedule; false if there is none.
  bool advance();

  /// Whether the bound has kept the search from any schedule.
  [[nodiscard]] bool pruned() const noexcept { return pruned_; }

  /// How many preemptions the schedule had.
  [[nodiscard]] int preemptions() const noexcept { return preemptions_; }

 private:
  /// A decision on the way to the present schedule.
  struct Node {
    std::size_t options;
    std::size_t taken;
    std::size_t step;   ///< How many were made before.
    bool thin;          ///< What comes to the same is none of the options.
    bool only_if_used;  ///< The others are worth it only if another thread
                        ///< uses the object of this step later.
  };

  std::size_t branch(std::size_t options, bool only_if_used = false);
  [[nodiscard]] bool next_is_thin() const;
  [[nodiscard]] bool is_asleep(const Move& move) const;
  void mark_used();

  int bound_;
  bool pruned_ = false;
  int preemptions_ = 0;
  std::size_t depth_ = 0;
  std::pmr::vector<Node> path_{&arena()};

  bool thin_ = false;
  bool redundant_ = false;  ///< The schedule comes to the same as another.
  std::pmr::vector<Act> steps_{&arena()};   ///< That were made,
  std::pmr::vector<Act> asleep_{&arena()};  ///< and from which a thread was
                                            ///< kept, to no avail so far.
};

}  // namespace explorer::core
