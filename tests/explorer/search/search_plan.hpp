/// @file
/// The plan that a body is explored by.
#pragma once

#include <limits>
#include <memory>
#include <optional>

#include "search/run_schedules.hpp"
#include "strategies/bounded_search.hpp"

namespace explorer::core {

/// First every schedule with at most one preemption, then those with two,
/// and so on, for a fifth of the budget: small programs are exhausted that way.
/// Then every other walk is URW, and the rest are POS and PCT in turn: what the
/// studies favour for large ones. If all with one preemption were tried, the
/// last third of the budget goes on with those that have two, as far as they do
/// not come to the same.
class Search final : public Plan {
 public:
  Search(int schedules, std::uint64_t seed) noexcept
      : schedules_(schedules), until_(schedules / 5), seed_(seed) {}

  Oracle* next(Record& record) override;
  void passed(Record& record) override;

 private:
  [[nodiscard]] bool searches(Record& record);
  bool turn_to_next(Record& record);
  void rest(const Record& record);
  Oracle* next_surprise(Record& record);
  Oracle* next_walk(Record& record);

  int schedules_;
  int until_;  ///< The search ends, or rests, once there were so many.
  std::uint64_t seed_;
  int bound_ = 1;
  int searched_ = 0;       ///< Schedules of the search.
  bool has_next_ = false;  ///< It has turned to its next schedule.
  bool searching_ = true;
  int goes_on_at_ = std::numeric_limits<int>::max();
  std::optional<BoundedSearch> search_;
  std::unique_ptr<Oracle> walk_;
};

/// Walks alone, one by its number: needs no memory of those before.
std::unique_ptr<Oracle> make_walk(int schedule, std::uint64_t seed,
                                  const Record& record);

}  // namespace explorer::core
