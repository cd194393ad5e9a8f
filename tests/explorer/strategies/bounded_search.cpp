#include "strategies/bounded_search.hpp"

#include <algorithm>

namespace explorer::core {

void BoundedSearch::begin() {
  preemptions_ = 0;
  depth_ = 0;
}

std::size_t BoundedSearch::choose(const Choice& choice) {
  const std::size_t free_moves = choice.stays ? 1 : choice.runs();
  const bool at_bound = preemptions_ == bound_;
  if (at_bound && free_moves < choice.moves.size()) pruned_ = true;
  const std::size_t taken = branch(at_bound ? free_moves : choice.moves.size());
  if (taken >= free_moves) ++preemptions_;
  return taken;
}

std::size_t BoundedSearch::choose_waiter(std::span<Thread* const> waiters) {
  return branch(waiters.size());
}

std::size_t BoundedSearch::choose_value(const Thread&, std::size_t values) {
  if (preemptions_ == bound_) {
    pruned_ = true;
    return 0;
  }
  const std::size_t taken = branch(values);
  if (taken > 0) ++preemptions_;
  return taken;
}

/// Follows the path as far as it goes, and then takes the first option.
std::size_t BoundedSearch::branch(std::size_t options) {
  if (options == 1) return 0;
  if (depth_ == path_.size()) path_.push_back({options, 0});
  Node& node = path_[depth_++];
  node.options = options;
  return std::min(node.taken, options - 1);
}

bool BoundedSearch::advance() {
  path_.resize(std::min(path_.size(), depth_));
  while (!path_.empty() && path_.back().taken + 1 >= path_.back().options) {
    path_.pop_back();
  }
  if (path_.empty()) return false;
  ++path_.back().taken;
  return true;
}

}  // namespace explorer::core
