#include "strategies/walks.hpp"

namespace explorer::core {
namespace {

/// A wait of twenty steps is cut short in about two runs of three.
constexpr std::size_t steps_per_surprise = 16;

}  // namespace

std::size_t Walk::choose(const Choice& choice) {
  const std::size_t runs = choice.runs();
  const std::size_t surprises = choice.moves.size() - runs;
  if (surprises > 0 && random_.below(steps_per_surprise) == 0) {
    return runs + random_.below(surprises);
  }
  return runs == 1 ? 0 : choose_run(choice);
}

std::size_t Walk::choose_waiter(std::span<Thread* const> waiters) {
  return random_.below(waiters.size());
}

}  // namespace explorer::core
