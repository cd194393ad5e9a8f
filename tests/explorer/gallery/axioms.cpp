#include "gallery/axioms.hpp"

#include <algorithm>
#include <utility>

#include "gallery/execution.hpp"

namespace axioms {
namespace {

/// Writes down every execution.
class Search {
 public:
  explicit Search(const Program& program) {
    it_.events.push_back({.variable = 0, .writes = true});
    it_.events.push_back({.variable = 1, .writes = true});
    steps_.resize(2);
    for (std::size_t t = 0; t < program.size(); ++t) {
      for (const Step& step : program[t]) {
        it_.events.push_back({.thread = static_cast<int>(t)});
        steps_.push_back(&step);
      }
    }
    it_.source.resize(it_.events.size());
  }

  std::set<Readings> all() {
    choose_source(2);
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool stores(std::size_t i) const {
    return i < 2 || (steps_[i]->kind != Step::Kind::load &&
                     steps_[i]->kind != Step::Kind::fence);
  }
  [[nodiscard]] int variable(std::size_t i) const {
    return i < 2 ? static_cast<int>(i) : steps_[i]->variable;
  }
  [[nodiscard]] int stored(std::size_t i) const {
    return i < 2 ? 0 : steps_[i]->value;
  }

  /// Which step does each step read from?
  void choose_source(std::size_t i) {
    if (i == it_.events.size()) return make_events();
    const Step& step = *steps_[i];
    if (step.kind == Step::Kind::store || step.kind == Step::Kind::fence) {
      return choose_source(i + 1);
    }
    for (std::size_t from = 0; from < it_.events.size(); ++from) {
      if (from == i || !stores(from) || variable(from) != step.variable) {
        continue;
      }
      it_.source[i] = from;
      choose_source(i + 1);
    }
  }

  void make_events() {
    for (std::size_t i = 2; i < it_.events.size(); ++i) {
      const Step& step = *steps_[i];
      Event& e = it_.events[i];
      e.fence = step.kind == Step::Kind::fence;
      e.variable = e.fence ? -1 : step.variable;
      e.reads = !e.fence && step.kind != Step::Kind::store;
      e.writes = !e.fence && step.kind != Step::Kind::load;
      e.order = step.order;
      e.value = step.value;
      if (step.kind == Step::Kind::compare_exchange &&
          stored(it_.source[i]) != step.expected) {
        e.writes = false;
        e.order = step.failure;
      }
    }
    for (std::size_t i = 2; i < it_.events.size(); ++i) {
      if (it_.events[i].reads && !it_.events[it_.source[i]].writes) return;
    }
    if (it_.has_an_order()) order_stores(0);
  }

  /// In which order do the stores to each variable follow each other?
  void order_stores(std::size_t which) {
    if (which == 2) {
      if (it_.is_allowed()) keep();
      return;
    }
    std::vector<std::size_t>& order = it_.modification[which];
    order = {which};
    for (std::size_t i = 2; i < it_.events.size(); ++i) {
      const bool is_it = it_.events[i].variable == static_cast<int>(which);
      if (is_it && it_.events[i].writes) order.push_back(i);
    }
    do {
      order_stores(which + 1);
    } while (std::next_permutation(order.begin() + 1, order.end()));
  }

  void keep() {
    Readings outcome;
    for (std::size_t i = 2; i < it_.events.size(); ++i) {
      outcome.push_back(it_.events[i].reads ? stored(it_.source[i]) : 0);
    }
    for (const auto& order : it_.modification) {
      outcome.push_back(stored(order.back()));
    }
    found_.insert(outcome);
  }

  Execution it_;
  std::vector<const Step*> steps_;
  std::set<Readings> found_;
};

}  // namespace

std::set<Readings> outcomes(const Program& program) {
  return Search{program}.all();
}

}  // namespace axioms
