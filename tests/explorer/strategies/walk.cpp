#include "strategies/walks.hpp"

namespace explorer::core {
namespace {

/// A wait of twenty steps is cut short in about two runs of three.
constexpr std::size_t steps_per_surprise = 16;

/// Of the operations that may take an old value, one in so many does.
constexpr std::size_t steps_per_old_value = 3;

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

std::size_t Walk::choose_value(const Thread&, std::size_t values) {
  if (random_.below(steps_per_old_value) != 0) return 0;
  return 1 + random_.below(values - 1);
}

}  // namespace explorer::core
