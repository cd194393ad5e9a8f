#include "search/search_plan.hpp"

#include "strategies/walks.hpp"

namespace explorer::core {

Oracle* Search::next(Record& record) {
  if (record.schedules >= schedules_ || record.complete) return nullptr;
  if (searching_ && !go_on_searching(record)) {
    searching_ = false;
    search_.reset();
  }
  if (record.complete) return nullptr;
  // Random numbers stay the same while the search compares schedules.
  record.schedule = searching_ ? 0 : record.schedules + 1;
  return searching_ ? &*search_ : next_walk(record);
}

bool Search::go_on_searching(Record& record) {
  if (!search_) {
    search_.emplace(bound_);
    return true;
  }
  if (search_->advance()) return record.schedules < budget_;
  record.bound = bound_;
  record.within_bound = record.schedules;
  record.complete = !search_->pruned() && !record.drew_random && !record.spun &&
                    !record.old_values_left_out;
  if (!search_->pruned() || record.schedules >= budget_) return false;
  search_.emplace(++bound_);
  return true;
}

/// A schedule with fewer preemptions than the bound was counted before.
void Search::passed(Record& record) {
  const bool counted_before =
      searching_ && bound_ > 1 && search_->preemptions() < bound_;
  if (!counted_before) ++record.schedules;
}

Oracle* Search::next_walk(Record& record) {
  walk_ = make_walk(record.schedule, seed_, record);
  return walk_.get();
}

std::unique_ptr<Oracle> make_walk(int schedule, std::uint64_t seed,
                                  const Record& record) {
  const Random random = random_of(seed, schedule);
  if (schedule % 2 == 0) {
    return std::make_unique<PartialOrderWalk>(random);
  }
  return std::make_unique<WeightedWalk>(random, record);
}

}  // namespace explorer::core
