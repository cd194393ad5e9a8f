/// @file
/// The plan that a body is explored by.
#pragma once

#include <memory>
#include <optional>

#include "search/run_schedules.hpp"
#include "strategies/bounded_search.hpp"

namespace explorer::core {

/// First every schedule with at most one preemption, then those with two,
/// and so on, for a fifth of the budget: small programs are exhausted that way.
/// Then walks: of eight, five are POS, two URW and one PCT, since each of them
/// finds what the others miss. If all with one preemption were tried, two of
/// five schedules still are of the search, as far as they do not come to the
/// same.
class Search final : public Plan {
 public:
  Search(int schedules, std::uint64_t seed) noexcept
      : schedules_(schedules), alone_until_(schedules / 5), seed_(seed) {}

  Oracle* next(Record& record) override;
  void passed(Record& record) override;

 private:
  [[nodiscard]] bool is_turn_of_search(const Record& record) const;
  [[nodiscard]] bool searches(Record& record);
  bool turn_to_next(Record& record);
  void share(const Record& record);
  Oracle* next_surprise(Record& record);
  Oracle* next_walk(Record& record);

  int schedules_;
  int alone_until_;  ///< Then there are walks, too, or nothing else.
  std::uint64_t seed_;
  int bound_ = 1;
  int searched_ = 0;       ///< Schedules of the search,
  int walks_ = 0;          ///< and walks.
  bool has_next_ = false;  ///< The search has turned to its next schedule.
  bool searching_ = true;  ///< The schedule that runs is one of the search.
  bool over_ = false;      ///< The search has ended.
  std::optional<BoundedSearch> search_;
  std::unique_ptr<Oracle> walk_;
};

/// Walks alone, one by its number: needs no memory of those before.
std::unique_ptr<Oracle> make_walk(int schedule, std::uint64_t seed,
                                  const Record& record);

}  // namespace explorer::core
