#include "gallery/execution.hpp"

#include <bitset>

namespace axioms {
namespace {

using std::memory_order;
constexpr std::size_t most = 16;  // events, two of them the initial values

/// A relation among events.
class Relation {
 public:
  void add(std::size_t a, std::size_t b) { rows_[a].set(b); }
  [[nodiscard]] bool has(std::size_t a, std::size_t b) const {
    return rows_[a].test(b);
  }
  void add(const Relation& other) {
    for (std::size_t i = 0; i < most; ++i) rows_[i] |= other.rows_[i];
  }
  void close() {
    for (std::size_t via = 0; via < most; ++via) {
      for (std::size_t i = 0; i < most; ++i) {
        if (rows_[i].test(via)) rows_[i] |= rows_[via];
      }
    }
  }
  [[nodiscard]] bool has_cycle() const {
    for (std::size_t i = 0; i < most; ++i) {
      if (rows_[i].test(i)) return true;
    }
    return false;
  }

 private:
  std::array<std::bitset<most>, most> rows_{};
};

bool is_acquire(const Event& e) {
  return e.order == memory_order::acquire || e.order == memory_order::acq_rel ||
         e.order == memory_order::seq_cst;
}
bool is_release(const Event& e) {
  return e.order == memory_order::release || e.order == memory_order::acq_rel ||
         e.order == memory_order::seq_cst;
}
bool is_sc(const Event& e) { return e.order == memory_order::seq_cst; }

class Rules {
 public:
  explicit Rules(const Execution& it)
      : events_(it.events),
        source_(it.source),
        modification_(it.modification) {}

  [[nodiscard]] bool all_kept() const {
    if (!is_atomic()) return false;
    const Relation sb = sequenced();
    const Relation sw = synchronises();
    Relation hb = sb;
    hb.add(sw);
    hb.close();
    const Relation cob = coherence_ordered();
    if (hb.has_cycle() || cob.has_cycle()) return false;
    for (std::size_t a = 0; a < events_.size(); ++a) {
      for (std::size_t b = 0; b < events_.size(); ++b) {
        if (hb.has(a, b) && cob.has(b, a)) return false;
      }
    }
    return has_total_order(sb, sw, hb, cob);
  }

  [[nodiscard]] Relation sequenced() const {
    Relation sb;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      for (std::size_t j = std::max<std::size_t>(i + 1, 2); j < events_.size();
           ++j) {
        if (i < 2 || events_[i].thread == events_[j].thread) sb.add(i, j);
      }
    }
    return sb;
  }

 private:
  [[nodiscard]] bool release_sequence_reaches(std::size_t head,
                                              std::size_t store) const {
    while (store != head) {
      if (!events_[store].reads) return false;  // only read-modify-writes
      store = source_[store];
    }
    return true;
  }

  /// [atomics.order]/2, [atomics.fences]. Fences before the store, and behind
  /// the load, synchronise in their stead.
  [[nodiscard]] Relation synchronises() const {
    Relation sw;
    for (std::size_t head = 2; head < events_.size(); ++head) {
      if (!events_[head].writes) continue;
      for (std::size_t load = 2; load < events_.size(); ++load) {
        if (!events_[load].reads) continue;
        if (!release_sequence_reaches(head, source_[load])) continue;
        for (const std::size_t from : releasing(head)) {
          for (const std::size_t to : acquiring(load)) {
            if (events_[from].thread != events_[to].thread) sw.add(from, to);
          }
        }
      }
    }
    return sw;
  }
  [[nodiscard]] std::vector<std::size_t> releasing(std::size_t store) const {
    std::vector<std::size_t> all;
    if (is_release(events_[store])) all.push_back(store);
    for (std::size_t f = 2; f < store; ++f) {
      const bool mine = events_[f].thread == events_[store].thread;
      if (mine && events_[f].fence && is_release(events_[f])) all.push_back(f);
    }
    return all;
  }
  [[nodiscard]] std::vector<std::size_t> acquiring(std::size_t load) const {
    std::vector<std::size_t> all;
    if (is_acquire(events_[load])) all.push_back(load);
    for (std::size_t f = load + 1; f < events_.size(); ++f) {
      const bool mine = events_[f].thread == events_[load].thread;
      if (mine && events_[f].fence && is_acquire(events_[f])) all.push_back(f);
    }
    return all;
  }

  /// "Coherence-ordered before": a store before its readers and before later
  /// stores; a reader before what is stored later than what it read.
  [[nodiscard]] Relation coherence_ordered() const {
    Relation before;
    for (const std::vector<std::size_t>& order : modification_) {
      for (std::size_t a = 0; a < order.size(); ++a) {
        for (std::size_t b = a + 1; b < order.size(); ++b) {
          before.add(order[a], order[b]);
        }
        for (std::size_t i = 2; i < events_.size(); ++i) {
          if (!events_[i].reads || source_[i] != order[a]) continue;
          before.add(order[a], i);
          for (std::size_t b = a + 1; b < order.size(); ++b) {
            if (order[b] != i) before.add(i, order[b]);
          }
        }
      }
    }
    before.close();
    return before;
  }

  /// A read-modify-write reads what lies right in front of it.
  [[nodiscard]] bool is_atomic() const {
    for (const std::vector<std::size_t>& order : modification_) {
      for (std::size_t a = 1; a < order.size(); ++a) {
        const Event& e = events_[order[a]];
        if (e.reads && source_[order[a]] != order[a - 1]) return false;
      }
    }
    return true;
  }

  /// [intro.races]: sequenced before; synchronises with, among seq_cst steps;
  /// happens before, between two that are sequenced.
  [[nodiscard]] Relation strongly_happens(const Relation& sb,
                                          const Relation& sw,
                                          const Relation& hb) const {
    Relation strong = sb;
    const std::size_t n = events_.size();
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        if (sw.has(a, b) && is_sc(events_[a]) && is_sc(events_[b])) {
          strong.add(a, b);
        }
        if (!hb.has(a, b)) continue;
        for (std::size_t before = 0; before < n; ++before) {
          if (!sb.has(before, a)) continue;
          for (std::size_t after = 0; after < n; ++after) {
            if (sb.has(b, after)) strong.add(before, after);
          }
        }
      }
    }
    strong.close();
    return strong;
  }

  /// [atomics.order]/4: is there an order S?
  [[nodiscard]] bool has_total_order(const Relation& sb, const Relation& sw,
                                     const Relation& hb,
                                     const Relation& cob) const {
    const Relation strong = strongly_happens(sb, sw, hb);
    Relation s;
    const std::size_t n = events_.size();
    const auto is_fence = [&](std::size_t i) {
      return events_[i].fence && is_sc(events_[i]);
    };
    for (std::size_t a = 2; a < n; ++a) {
      for (std::size_t b = 2; b < n; ++b) {
        const bool both = is_sc(events_[a]) && is_sc(events_[b]);
        if (both && strong.has(a, b)) s.add(a, b);
        if (!cob.has(a, b)) continue;
        for (std::size_t x = 2; x < n; ++x) {
          if (!(x == a && is_sc(events_[a])) &&
              !(is_fence(x) && hb.has(x, a))) {
            continue;
          }
          for (std::size_t y = 2; y < n; ++y) {
            if ((y == b && is_sc(events_[b])) ||
                (is_fence(y) && hb.has(b, y))) {
              s.add(x, y);
            }
          }
        }
      }
    }
    s.close();
    return !s.has_cycle();
  }

  const std::vector<Event>& events_;
  const std::vector<std::size_t>& source_;
  const std::array<std::vector<std::size_t>, 2>& modification_;
};

}  // namespace

bool Execution::has_an_order() const {
  Relation order = Rules{*this}.sequenced();
  for (std::size_t i = 2; i < events.size(); ++i) {
    if (events[i].reads) order.add(source[i], i);
  }
  order.close();
  return !order.has_cycle();
}

bool Execution::is_allowed() const { return Rules{*this}.all_kept(); }

}  // namespace axioms
