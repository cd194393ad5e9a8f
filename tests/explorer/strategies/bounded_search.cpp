#include "strategies/bounded_search.hpp"

#include <algorithm>
#include <array>

namespace explorer::core {

void BoundedSearch::begin() {
  preemptions_ = 0;
  depth_ = 0;
  redundant_ = false;
  steps_.clear();
  asleep_.clear();
}

std::size_t BoundedSearch::choose(const Choice& choice) {
  const std::size_t free_moves = choice.stays ? 1 : choice.runs();
  const bool at_bound = preemptions_ == bound_;
  if (at_bound && free_moves < choice.moves.size()) pruned_ = true;
  const std::size_t possible = at_bound ? free_moves : choice.moves.size();
  std::array<std::size_t, 2 * max_threads + 1> worth{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < possible; ++i) {
    if (!next_is_thin() || !is_asleep(choice.moves[i])) worth[count++] = i;
  }
  const bool just_runs = choice.runs() == choice.moves.size();
  const std::size_t taken = worth[branch(count, choice.stays && just_runs)];
  if (taken >= free_moves) ++preemptions_;
  if (thin_ && choice.stays && taken > 0 && taken < choice.runs()) {
    asleep_.push_back(Act::of(*choice.moves[0].thread));
  }
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
std::size_t BoundedSearch::branch(std::size_t options, bool only_if_used) {
  if (options <= 1) return 0;
  if (depth_ == path_.size()) {
    if (redundant_) return 0;
    path_.push_back({options, 0, steps_.size(), thin_, thin_ && only_if_used});
  }
  Node& node = path_[depth_++];
  node.options = options;
  return std::min(node.taken, options - 1);
}

bool BoundedSearch::advance() {
  path_.resize(std::min(path_.size(), depth_));
  if (thin_) mark_used();
  while (!path_.empty() && (path_.back().only_if_used ||
                            path_.back().taken + 1 >= path_.back().options)) {
    path_.pop_back();
  }
  if (path_.empty()) return false;
  ++path_.back().taken;
  return true;
}

// ---- of those that come to the same, just one -----------------------------

/// Decisions that were made before the search was thin stay as they were.
bool BoundedSearch::next_is_thin() const {
  return depth_ == path_.size() ? thin_ : path_[depth_].thin;
}

bool BoundedSearch::is_asleep(const Move& move) const {
  return move.kind == Move::Kind::run &&
         std::ranges::any_of(asleep_, [&](const Act& it) {
           return it.thread == move.thread->id;
         });
}

/// A thread that goes on with a step that nobody cared for meanwhile might as
/// well have made it before.
void BoundedSearch::moved(const Move& move) {
  if (!thin_) return;
  if (move.kind != Move::Kind::run) return asleep_.clear();
  redundant_ = redundant_ || is_asleep(move);
  const Act step = Act::of(*move.thread);
  std::erase_if(asleep_, [&](const Act& it) { return conflict(it, step); });
  steps_.push_back(step);
}

void BoundedSearch::mark_used() {
  Acts later;
  std::size_t at = steps_.size();
  for (auto node = path_.rbegin(); node != path_.rend(); ++node) {
    if (!node->only_if_used) continue;
    while (at > node->step + 1) later.add(steps_[--at]);
    node->only_if_used = !later.conflict_with(steps_[node->step]);
  }
}

}  // namespace explorer::core
