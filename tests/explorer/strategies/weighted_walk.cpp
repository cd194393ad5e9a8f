#include <algorithm>

#include "strategies/walks.hpp"

namespace explorer::core {

/// The steps that the thread has left, and those of the threads that it has
/// yet to start: they all wait behind its next step.
double WeightedWalk::weight(const Choice& choice, int id) const {
  const auto index = static_cast<std::size_t>(id);
  double left = id < record_.profile_count
                    ? static_cast<double>(record_.profile_steps[index])
                    : 1.0;
  if (index < choice.threads.size()) left -= choice.threads[index].steps;
  const int unborn = std::max(id + 1, static_cast<int>(choice.threads.size()));
  for (int child = unborn; child < record_.profile_count; ++child) {
    if (record_.profile_parent[static_cast<std::size_t>(child)] == id) {
      left += weight(choice, child);
    }
  }
  return std::max(left, 1.0);
}

std::size_t WeightedWalk::choose_run(const Choice& choice) {
  const std::size_t runs = choice.runs();
  std::array<double, max_threads> weights{};
  double sum = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    weights[i] = weight(choice, choice.moves[i].thread->id);
    sum += weights[i];
  }
  double drawn = random().fraction() * sum;
  for (std::size_t i = 0; i + 1 < runs; ++i) {
    drawn -= weights[i];
    if (drawn < 0) return i;
  }
  return runs - 1;
}

}  // namespace explorer::core
