#include "search/search_plan.hpp"

#include <algorithm>

#include "strategies/walks.hpp"

namespace explorer::core {
namespace {

/// Where all schedules were tried, so many with surprises are enough.
constexpr int most_surprising = 200;

}  // namespace

Oracle* Search::next(Record& record) {
  if (record.schedules >= schedules_) return nullptr;
  searching_ = is_turn_of_search(record) && searches(record);
  if (record.complete) return next_surprise(record);
  // Random numbers stay the same while the search compares schedules.
  record.schedule = searching_ ? 0 : alone_until_ + ++walks_;
  return searching_ ? &*search_ : next_walk(record);
}

bool Search::is_turn_of_search(const Record& record) const {
  if (over_) return false;
  return record.schedules < alone_until_ || record.schedules % 5 < 2;
}

bool Search::searches(Record& record) {
  has_next_ = has_next_ || turn_to_next(record);
  if (has_next_ && record.schedules >= alone_until_ && !search_->is_thin()) {
    share(record);
  }
  over_ = over_ || !has_next_;
  if (over_) return false;
  has_next_ = false;
  return true;
}

bool Search::turn_to_next(Record& record) {
  if (!search_) {
    search_.emplace(bound_);
    return true;
  }
  if (search_->advance()) return true;
  record.bound = bound_;
  record.within_bound = searched_;
  record.thinned = search_->is_thin();
  record.complete = !search_->pruned() && !record.drew_random && !record.spun &&
                    !record.old_values_left_out;
  if (!search_->pruned() || search_->is_thin()) return false;
  search_.emplace(++bound_);
  return true;
}

/// Where all schedules were tried, some more in which there are surprises: one
/// of them, with a preemption that makes way for it, or two.
Oracle* Search::next_surprise(Record& record) {
  const int most = std::min(schedules_ / 5, most_surprising);
  if (!record.could_surprise || record.surprising >= most) return nullptr;
  if (record.surprising > 0) return search_->advance() ? &*search_ : nullptr;
  search_.emplace(2);
  if (record.sees_atomics) search_->thin_out();
  record.schedule = surprising_schedule;
  return &*search_;
}

/// What only locks order may depend on more than can be seen without atomics.
void Search::share(const Record& record) {
  const bool goes_on = record.sees_atomics && record.bound > 0;
  if (goes_on) search_->thin_out();
  over_ = !goes_on;
}

/// A schedule with fewer preemptions than the bound was counted before.
void Search::passed(Record& record) {
  const bool counted_before =
      searching_ && bound_ > 1 && search_->preemptions() < bound_;
  if (counted_before) return;
  if (record.complete) {
    ++record.surprising;
    return;
  }
  ++record.schedules;
  if (searching_) ++searched_;
}

Oracle* Search::next_walk(Record& record) {
  walk_ = make_walk(record.schedule, seed_, record);
  return walk_.get();
}

std::unique_ptr<Oracle> make_walk(int schedule, std::uint64_t seed,
                                  const Record& record) {
  const Random random = random_of(seed, schedule);
  if (schedule % 4 == surprising_schedule) {
    return std::make_unique<WeightedWalk>(random, record);
  }
  if (schedule % 8 == 0) return std::make_unique<PriorityWalk>(random, record);
  return std::make_unique<PartialOrderWalk>(random);
}

}  // namespace explorer::core
