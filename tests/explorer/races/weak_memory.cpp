#include "races/weak_memory.hpp"

#include <utility>

#include "core/scheduler.hpp"
#include "races/detector.hpp"
#include "races/placement.hpp"

namespace explorer::core {
namespace {

/// A thread that has read what was old so many times in a row reads the newest
/// that it may: stores become visible in a finite time ([intro.progress]).
constexpr int most_old_reads = 4;

/// How many the oracle chooses from.
using Places = std::pmr::vector<std::size_t>;

ThreadClocks& mine() { return detector().clocks_of(*current); }

/// The places that are allowed, the newest first.
template <class Allowed>
Places places(const History& history, const Allowed& allowed) {
  Places places{&arena()};
  VectorClock known = mine().clock;
  known.join(mine().settled);
  const std::size_t floor = history.floor(known);
  for (std::size_t i = history.size(); i-- > floor;) {
    if (!allowed(i)) continue;
    places.push_back(i);
    // A notification is one step, whatever the library has in it.
    if (current->notifies != nullptr) break;
  }
  return places;
}

std::size_t choose(const Places& places) {
  return places[scheduler().choose_value(places.size())];
}

/// For an operation that reads.
std::size_t choose_read(History& history, Places places) {
  int& old_reads = history.old_reads(current->id);
  if (places.size() > 1 && old_reads == most_old_reads) {
    scheduler().record().old_values_left_out = true;
    places.resize(1);
  }
  const std::size_t chosen = choose(places);
  old_reads = chosen == places.front() ? 0 : old_reads + 1;
  return chosen;
}

void learn(const Store& store, memory_order order) {
  ThreadClocks& me = mine();
  (acquires(order) ? me.clock : me.relaxed_loads).join(store.releases);
  me.seen.join(store.seen);
}

Event reading(const History& history, std::size_t i, memory_order order,
              const WeakMemory& memory) {
  Event event{.memory_order = order, .stored_at = history.at(i).told};
  if (i == history.newest()) return event;
  const Store& newest = history.at(history.newest());
  event.newer_at = newest.told;
  event.gap = memory.gap_to(newest.by);
  return event;
}

}  // namespace

void WeakMemory::begin() {
  histories_.clear();
  sc_order_.clear();
  readings_.clear();
}

History& WeakMemory::history(const void* object, std::size_t bytes,
                             Bits value) {
  History& history = histories_[object];
  const bool fits =
      history.bytes() == bytes && history.at(history.newest()).value == value;
  if (fits) return history;
  history.start(bytes, value);
  // The guard of a static object is set by the library, and read as an atomic.
  if (const VectorClock* released = detector().released_at(object)) {
    history.at(0).releases = *released;
  }
  return history;
}

void WeakMemory::forget(std::uintptr_t start, std::size_t bytes) {
  for (std::uintptr_t at = start - sizeof(Bits) + 1; at < start + bytes; ++at) {
    const auto found = histories_.find(reinterpret_cast<const void*>(at));
    if (found == histories_.end()) continue;
    if (at + found->second.bytes() > start) histories_.erase(found);
  }
}

void WeakMemory::tell_reading(const Store& store, memory_order order) {
  if (!scheduler().telling() || store.told == 0) return;
  readings_.push_back({current->id, store.told,
                       scheduler().record().next_order(), acquires(order),
                       store.knows, store.releases});
}

Gap WeakMemory::gap_to(const Epoch& step) const {
  for (const Reading& it : readings_) {
    if (it.thread != current->id || !step.is_known(it.knows)) continue;
    return {.store = it.store,
            .load = it.load,
            .releases = step.is_known(it.releases),
            .acquires = it.acquires};
  }
  return {};
}

// ---- operations -----------------------------------------------------------

Outcome WeakMemory::load(History& history, memory_order order) {
  const Placement it{sc_order_, history, mine(), current->id,
                     order,     true,    false};
  const auto allowed = [&](std::size_t i) { return it.allows(i); };
  return load_at(history, choose_read(history, places(history, allowed)),
                 order);
}

Outcome WeakMemory::store(History& history, Bits value, memory_order order) {
  const Placement it{sc_order_, history, mine(), current->id,
                     order,     false,   true};
  const std::size_t behind = choose(places(history, [&](std::size_t i) {
    return !history.is_modified(i) && it.allows(i);
  }));
  Outcome outcome{.event = {.memory_order = order}};
  if (behind != history.newest()) {
    outcome.event.overtaken_by = history.at(history.newest()).told;
  }
  outcome.stored = put(history, behind, {.value = value}, order);
  return outcome;
}

Outcome WeakMemory::exchange(History& history, Bits expected, Bits value,
                             memory_order order, memory_order failure) {
  const Placement success{sc_order_, history, mine(), current->id,
                          order,     true,    true};
  const Placement look{sc_order_, history, mine(), current->id,
                       failure,   true,    false};
  const auto allowed = [&](std::size_t i) {
    return history.at(i).value == expected
               ? !history.is_modified(i) && success.allows(i)
               : look.allows(i);
  };
  const std::size_t read = choose_read(history, places(history, allowed));
  if (history.at(read).value == expected) {
    return modify_at(history, read, value, order);
  }
  Outcome outcome = load_at(history, read, failure);
  outcome.exchanged = false;
  return outcome;
}

Outcome WeakMemory::fail_exchange(History& history, memory_order failure) {
  Outcome outcome = load_at(history, history.newest(), failure);
  outcome.exchanged = false;
  return outcome;
}

std::size_t WeakMemory::pick_for_modify(History& history, memory_order order) {
  const Placement it{sc_order_, history, mine(), current->id,
                     order,     true,    true};
  const auto allowed = [&](std::size_t i) {
    return !history.is_modified(i) && it.allows(i);
  };
  return choose_read(history, places(history, allowed));
}

void WeakMemory::fence(memory_order order) {
  ThreadClocks& me = mine();
  VectorClock past = sc_order_.known(me.clock);
  if (acquires(order)) me.clock.join(me.relaxed_loads);
  if (order == memory_order::seq_cst) {
    for (const auto& [object, history] : histories_) {
      past.join(history.sc_before(me.clock));
    }
    sc_order_.close(past);
    sc_order_.add(current->id, me, std::move(past), true);
  }
  if (!releases(order)) return;
  me.release_fence = me.clock;
  me.clock.tick(current->id);
}

Outcome WeakMemory::load_at(History& history, std::size_t i,
                            memory_order order) {
  Placement it{sc_order_, history, mine(), current->id, order, true, false};
  Outcome outcome{.value = history.at(i).value,
                  .event = reading(history, i, order, *this)};
  const Epoch epoch = it.take(sc_order_, i);
  history.add_reader(i, epoch, it.sc());
  tell_reading(history.at(i), order);
  learn(history.at(i), order);
  return outcome;
}

Outcome WeakMemory::modify_at(History& history, std::size_t i, Bits value,
                              memory_order order) {
  Outcome outcome{.value = history.at(i).value,
                  .event = reading(history, i, order, *this)};
  Store store{.value = value, .modifies = true};
  store.releases = history.at(i).releases;
  outcome.stored = put(history, i, std::move(store), order);
  return outcome;
}

std::size_t WeakMemory::put(History& history, std::size_t behind, Store store,
                            memory_order order) {
  ThreadClocks& me = mine();
  const bool modifies = store.modifies;
  Placement it{sc_order_, history, me, current->id, order, modifies, true};
  store.by = it.take(sc_order_, behind);
  if (modifies) {
    tell_reading(history.at(behind), order);
    learn(history.at(behind), order);
  }
  if (scheduler().telling()) store.knows = me.clock;
  store.releases.join(releases(order) ? me.clock : me.release_fence);
  store.seen = me.seen;
  store.seen.join(me.clock);
  store.sc = it.sc();
  if (releases(order)) me.clock.tick(current->id);
  return history.insert_behind(behind, std::move(store));
}

}  // namespace explorer::core
