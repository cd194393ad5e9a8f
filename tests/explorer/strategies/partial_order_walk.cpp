#include "strategies/walks.hpp"

namespace explorer::core {
namespace {

bool conflict(const Thread& one, const Thread& other) {
  const Target& a = one.target;
  const Target& b = other.target;
  const bool both_look = a.op == Op::load && b.op == Op::load;
  return a.object != nullptr && a.object == b.object && !both_look;
}

}  // namespace

void PartialOrderWalk::begin() { priorities_.fill(undrawn); }

std::size_t PartialOrderWalk::choose_run(const Choice& choice) {
  const std::size_t runs = choice.runs();
  std::size_t best = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    double& mine = priority(*choice.moves[i].thread);
    if (mine == undrawn) mine = random().fraction();
    if (mine > priority(*choice.moves[best].thread)) best = i;
  }
  const Thread& chosen = *choice.moves[best].thread;
  for (const Thread& other : choice.threads) {
    if (!other.done && conflict(other, chosen)) priority(other) = undrawn;
  }
  priority(chosen) = undrawn;
  return best;
}

}  // namespace explorer::core
