#include "search/replay_plans.hpp"

#include "search/search_plan.hpp"

namespace explorer::core {

Oracle* Trial::next(Record& record) {
  const auto index = static_cast<std::size_t>(record.schedules);
  if (index == scripts_.size()) return nullptr;
  record.schedule = schedule_;
  oracle_ = std::make_unique<ScriptOracle>(scripts_[index]);
  return oracle_.get();
}

Oracle* SingleWalk::next(Record& record) {
  if (walk_ != nullptr) return nullptr;
  record.schedule = schedule_;
  walk_ = make_walk(schedule_, seed_, record);
  return walk_.get();
}

}  // namespace explorer::core
