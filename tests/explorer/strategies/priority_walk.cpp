#include <algorithm>
#include <numeric>

#include "strategies/walks.hpp"

namespace explorer::core {

PriorityWalk::PriorityWalk(Random random, const Record& record) noexcept
    : Walk(random), record_(record) {}

void PriorityWalk::begin() {
  priorities_.fill(undrawn);
  lowest_ = 0;
  last_ = nullptr;
  for (Change& change : changes_) change = draw_change();
}

void PriorityWalk::moved(const Move& move) {
  if (move.kind != Move::Kind::run) return;
  steps_in_a_row_ = move.thread == last_ ? steps_in_a_row_ + 1 : 1;
  last_ = move.thread;
  if (steps_in_a_row_ == fair_share) priority(*last_) = --lowest_;
}

/// Any step of the first schedule, with equal chances.
PriorityWalk::Change PriorityWalk::draw_change() {
  const auto count = static_cast<std::size_t>(record_.profile_count);
  const std::span steps = std::span{record_.profile_steps}.first(count);
  const int sum = std::accumulate(steps.begin(), steps.end(), 0);
  if (sum == 0) return {};
  int drawn = static_cast<int>(random().below(static_cast<std::size_t>(sum)));
  int thread = 0;
  for (const int its : steps) {
    if (drawn < its) break;
    drawn -= its;
    ++thread;
  }
  return {thread, drawn};
}

bool PriorityWalk::changes(const Thread& thread) {
  const auto it = std::ranges::find(changes_, Change{thread.id, thread.steps});
  if (it == changes_.end()) return false;
  *it = {};
  return true;
}

std::size_t PriorityWalk::highest(const Choice& choice) {
  const std::size_t runs = choice.runs();
  std::size_t best = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    double& mine = priority(*choice.moves[i].thread);
    if (mine == undrawn) mine = random().fraction();
    if (mine > priority(*choice.moves[best].thread)) best = i;
  }
  return best;
}

std::size_t PriorityWalk::choose_run(const Choice& choice) {
  std::size_t best = highest(choice);
  while (changes(*choice.moves[best].thread)) {
    priority(*choice.moves[best].thread) = --lowest_;
    best = highest(choice);
  }
  return best;
}

}  // namespace explorer::core
