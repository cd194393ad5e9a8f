#include "races/placement.hpp"

#include <algorithm>

namespace explorer::core {
namespace {

bool contains_any(const VectorClock& set,
                  const std::pmr::vector<ScOrder::Id>& steps) {
  return std::ranges::any_of(steps, [&](const ScOrder::Id& it) {
    return it.number <= set.of(it.thread);
  });
}

}  // namespace

Placement::Placement(const ScOrder& order, const History& history,
                     const ThreadClocks& me, int thread, memory_order asked,
                     bool reads, bool writes)
    : order_(order),
      history_(history),
      me_(me),
      thread_(thread),
      is_sc_(asked == memory_order::seq_cst),
      reads_(reads),
      writes_(writes),
      fences_(order.fences_known(me.clock)),
      until_them_(fences_) {
  order.close(until_them_);
}

/// Steps that have to come after it ([atomics.order]/4): those on newer stores,
/// and the fences that know of them.
Placement::Ids Placement::later_than(std::size_t i) const {
  Ids later{&arena()};
  const auto add = [&](const Epoch& step) {
    if (step.sc != 0) later.push_back({step.thread, step.sc});
    order_.add_fences_after(step, later);
  };
  while (++i < history_.size()) {
    add(history_.at(i).by);
    for (const Epoch& reader : history_.at(i).readers) add(reader);
  }
  return later;
}

/// What has to come before it, if it is seq_cst: what strongly happens before
/// it, and what lies in front of it in the history.
VectorClock Placement::past(std::size_t i) const {
  const Store& store = history_.at(i);
  VectorClock past = store.sc_of_older;
  past.join(store.sc);
  if (writes_) past.join(store.sc_of_readers);
  order_.close(past);
  past.join(order_.known(me_.clock));
  return past;
}

bool Placement::allows(std::size_t i) const {
  if (i == history_.newest()) return true;
  const Ids later = later_than(i);
  if (later.empty()) return true;
  if (contains_any(until_them_, later)) return false;
  if (is_sc_ && contains_any(past(i), later)) return false;
  return has_cause(i, later);
}

bool Placement::has_cause(std::size_t i, const Ids& later) const {
  for (int thread = 0; thread < fences_.threads(); ++thread) {
    const ScOrder::Id fence{thread, fences_.of(thread)};
    if (fence.number > 0 && !order_.fence_has_cause(fence, later)) return false;
  }
  if (!is_sc_) return true;
  VectorClock heard_of = me_.seen;
  heard_of.join(me_.clock);
  if (reads_) heard_of.join(history_.at(i).seen);
  return order_.has_cause(heard_of, later);
}

Epoch Placement::take(ScOrder& order, std::size_t i) {
  Epoch epoch{.thread = thread_, .clock = me_.clock.of(thread_)};
  sc_ = fences_;
  VectorClock before = until_them_;
  if (is_sc_) {
    VectorClock all = past(i);
    before.join(all);
    epoch.sc = order.add(thread_, me_, std::move(all), false);
    sc_.advance(thread_, epoch.sc);
    before.advance(thread_, epoch.sc);
  }
  if (i == history_.newest()) return epoch;
  for (const ScOrder::Id& step : later_than(i)) order.demand(before, step);
  return epoch;
}

}  // namespace explorer::core
