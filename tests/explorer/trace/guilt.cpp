#include "trace/guilt.hpp"

#include <algorithm>

namespace explorer::core {
namespace {

using Steps = std::vector<Step>;

/// The last step under test that `holds`.
template <class Condition>
Step* last_own(Steps& steps, Condition holds) {
  const auto found = std::find_if(
      steps.rbegin(), steps.rend(),
      [&](const Step& step) { return step.place.own && holds(step); });
  return found != steps.rend() ? &*found : nullptr;
}

Step* guilty_step(Steps& steps) {
  const auto failed_here = [](const Step& it) { return it.final; };
  const auto woke_unasked = [](const Step& it) {
    return it.event != nullptr && it.event->spurious;
  };
  const auto took_the_turn = [](const Step& it) { return it.decisive; };
  const auto any = [](const Step&) { return true; };
  if (Step* step = last_own(steps, failed_here)) return step;
  if (Step* step = last_own(steps, woke_unasked)) return step;
  if (Step* step = last_own(steps, took_the_turn)) return step;
  return last_own(steps, any);
}

}  // namespace

void mark_bold(Trace& trace) {
  Step* step = guilty_step(trace.steps);
  if (step != nullptr) step->bold = true;
}

}  // namespace explorer::core
