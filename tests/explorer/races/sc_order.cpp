#include "races/sc_order.hpp"

#include <algorithm>
#include <utility>

namespace explorer::core {
namespace {

bool contains(const VectorClock& set, const ScOrder::Id& step) {
  return step.number <= set.of(step.thread);
}

}  // namespace

void ScOrder::clear() {
  for (int i = 0; i < threads_; ++i) {
    Line& line = lines_[static_cast<std::size_t>(i)];
    line.steps.clear();
    line.fences.clear();
  }
  threads_ = 0;
  run_ = 0;
}

std::uint32_t ScOrder::add(int thread, const ThreadClocks& by, VectorClock past,
                           bool fence) {
  threads_ = std::max(threads_, thread + 1);
  Line& line = lines_[static_cast<std::size_t>(thread)];
  Step& step = line.steps.emplace_back();
  const auto number = static_cast<std::uint32_t>(line.steps.size());
  step.clock = by.clock.of(thread);
  step.run_as = ++run_;
  step.past = std::move(past);
  if (!fence) return number;
  step.knows = by.clock;
  step.seen = by.seen;
  line.fences.push_back(number);
  return number;
}

VectorClock ScOrder::known(const VectorClock& clock) const {
  VectorClock known;
  for (int thread = 0; thread < threads_; ++thread) {
    const auto& steps = of(thread).steps;
    const auto unknown =
        std::ranges::upper_bound(steps, clock.of(thread), {}, &Step::clock);
    const auto count = static_cast<std::uint32_t>(unknown - steps.begin());
    if (count > 0) known.advance(thread, count);
  }
  close(known);
  return known;
}

VectorClock ScOrder::fences_known(const VectorClock& clock) const {
  VectorClock known;
  for (int thread = 0; thread < threads_; ++thread) {
    for (const std::uint32_t fence : of(thread).fences) {
      if (at({thread, fence}).clock > clock.of(thread)) break;
      known.advance(thread, fence);
    }
  }
  return known;
}

void ScOrder::add_fences_after(const Epoch& step,
                               std::pmr::vector<Id>& to) const {
  for (int thread = 0; thread < threads_; ++thread) {
    for (const std::uint32_t fence : of(thread).fences) {
      if (!step.is_known(at({thread, fence}).knows)) continue;
      to.push_back({thread, fence});
      break;
    }
  }
}

void ScOrder::close(VectorClock& set) const {
  const VectorClock members = set;
  for (int thread = 0; thread < members.threads(); ++thread) {
    if (members.of(thread) == 0) continue;
    set.join(at({thread, members.of(thread)}).past);
  }
}

void ScOrder::demand(const VectorClock& before, const Id& step) {
  if (at(step).past.covers(before)) return;
  for (int thread = 0; thread < threads_; ++thread) {
    std::uint32_t number = 0;
    for (Step& it : lines_[static_cast<std::size_t>(thread)].steps) {
      const bool is_step = thread == step.thread && ++number == step.number;
      if (is_step || contains(it.past, step)) it.past.join(before);
    }
  }
}

bool ScOrder::has_cause(const VectorClock& heard_of,
                        const std::pmr::vector<Id>& later) const {
  for (int thread = 0; thread < threads_; ++thread) {
    std::uint32_t number = 0;
    for (const Step& step : of(thread).steps) {
      if (step.clock > heard_of.of(thread)) break;
      ++number;
      const auto comes_first = [&](const Id& it) {
        return (it.thread == thread && it.number == number) ||
               contains(step.past, it);
      };
      if (std::ranges::any_of(later, comes_first)) return true;
    }
  }
  return false;
}

bool ScOrder::fence_has_cause(const Id& fence,
                              const std::pmr::vector<Id>& later) const {
  const auto was_run_first = [&](const Id& it) {
    return at(it).run_as < at(fence).run_as;
  };
  return std::ranges::none_of(later, was_run_first) ||
         has_cause(at(fence).seen, later);
}

}  // namespace explorer::core
