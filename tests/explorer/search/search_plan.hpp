/// @file
/// The plan that a body is explored by.
#pragma once

#include <memory>
#include <optional>

#include "search/run_schedules.hpp"
#include "strategies/bounded_search.hpp"

namespace explorer::core {

/// First every schedule with at most one preemption, then those with two,
/// and so on, as long as the budget lasts: small programs are exhausted that
/// way. Then URW and POS in turn, which the studies favour for large ones.
class Search final : public Plan {
 public:
  Search(int schedules, std::uint64_t seed) noexcept
      : schedules_(schedules), budget_(schedules / 5), seed_(seed) {}

  Oracle* next(Record& record) override;
  void passed(Record& record) override;

 private:
  bool go_on_searching(Record& record);
  Oracle* next_walk(Record& record);

  int schedules_;
  int budget_;  ///< Of schedules for the bounded search.
  std::uint64_t seed_;
  int bound_ = 1;
  bool searching_ = true;
  std::optional<BoundedSearch> search_;
  std::unique_ptr<Oracle> walk_;
};

/// Walks alone, one by its number: needs no memory of those before.
std::unique_ptr<Oracle> make_walk(int schedule, std::uint64_t seed,
                                  const Record& record);

}  // namespace explorer::core
