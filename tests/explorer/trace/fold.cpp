#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "trace/passed.hpp"
#include "trace/trace.hpp"

namespace explorer::core {
namespace {

/// A trace that fits a screen is shown as it is.
constexpr std::size_t rows_shown_whole = 18;

/// Of a long one, so many steps before the end are likely to tell why.
constexpr std::size_t steps_at_end = 6;

/// More rows than that nobody reads.
constexpr std::size_t most_rows = 24;

/// With the lines that were passed on the way.
constexpr std::size_t rows_with_lines = 48;

/// How much a step tells of the failure.
enum class Weight {
  none,
  given,
  own,
  telling,
  own_line,
  decisive,
  unasked  ///< A wake-up without a reason: the code must be ready for it.
};

bool changes_nothing(Op op) {
  return op == Op::lock || op == Op::unlock || op == Op::lock_exclusive ||
         op == Op::lock_shared || op == Op::unlock_shared_mutex ||
         op == Op::load || op == Op::join || op == Op::create;
}

bool is_access(const Step& step) {
  if (step.event == nullptr) return false;
  const Kind kind = kind_of(step.event->op);
  return kind == Kind::atomic || kind == Kind::memory;
}

bool is_store(const Step& step) {
  return step.event != nullptr &&
         (step.event->op == Op::store || step.event->op == Op::modify);
}

/// That time passes: no thread's step.
bool is_remark(const Step& step) { return step.event == nullptr; }

/// Steps at which the thread changes belong to the story.
bool is_turn(const std::vector<Step>& steps, std::size_t i) {
  return i == 0 || steps[i].thread != steps[i - 1].thread;
}

/// The weight of each step of a trace.
class Weights {
 public:
  explicit Weights(const std::vector<Step>& steps) : steps_(steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      weights_.push_back(by_itself(i));
    }
    weigh_interrupted();
    weigh_own_lines();
    weigh_looks();
    weigh_passing_time();
  }

  [[nodiscard]] Weight of(std::size_t i) const { return weights_[i]; }

 private:
  [[nodiscard]] Weight by_itself(std::size_t i) const {
    const Step& step = steps_[i];
    if (is_remark(step)) return Weight::none;
    if (step.event->spurious) return Weight::unasked;
    if (step.decisive || step.final || step.bold) {
      return Weight::decisive;
    }
    if (i + steps_at_end >= steps_.size()) return Weight::telling;
    if (!is_turn(steps_, i) && changes_nothing(step.event->op)) {
      return Weight::none;
    }
    return step.place.own ? Weight::own : Weight::given;
  }

  /// What a thread had done when it lost its turn; and all that the code
  /// under test looks at and changes after the last such turn.
  void weigh_interrupted() {
    std::size_t last = steps_.size();
    for (std::size_t i = 1; i < steps_.size(); ++i) {
      if (!steps_[i].decisive) continue;
      raise(i - 1, Weight::decisive);
      last = i;
    }
    for (std::size_t i = last; i < steps_.size(); ++i) {
      if (steps_[i].place.own && is_access(steps_[i])) {
        raise(i, Weight::telling);
      }
    }
  }

  /// Each line under test that made a step is shown once.
  void weigh_own_lines() {
    std::set<std::string> seen;
    for (std::size_t i = steps_.size(); i-- > 0;) {
      const Place& place = steps_[i].place;
      if (place.own && seen.insert(place.name()).second) {
        raise(i, Weight::own_line);
      }
    }
  }

  /// What each thread saw of an atomic before it was changed.
  void weigh_looks() {
    using Look = std::pair<const void*, int>;
    std::map<Look, std::size_t> last;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (!is_access(steps_[i])) continue;
      const void* object = steps_[i].event->object;
      if (steps_[i].event->op == Op::load) {
        last[{object, steps_[i].thread}] = i;
      }
      if (!is_store(steps_[i])) continue;
      for (const auto& [look, step] : last) {
        if (look.first == object) {
          raise(step, std::min(weights_[i], Weight::telling));
        }
      }
    }
  }

  /// Time that passes tells as much as what comes next, until more passes.
  void weigh_passing_time() {
    Weight next = Weight::none;
    for (std::size_t i = steps_.size(); i-- > 0;) {
      next = std::max(next, weights_[i]);
      if (is_remark(steps_[i])) raise(i, std::exchange(next, Weight::none));
    }
  }

  void raise(std::size_t i, Weight weight) {
    weights_[i] = std::max(weights_[i], weight);
  }

  const std::vector<Step>& steps_;
  std::vector<Weight> weights_;
};

/// A single step is as good as a number that is missing.
void unfold_single_steps(std::vector<Step>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool before = i > 0 && steps[i - 1].folded;
    const bool after = i + 1 < steps.size() && steps[i + 1].folded;
    if (!before && !after) steps[i].folded = false;
  }
}

void fold_steps(Trace& trace) {
  std::vector<Step>& steps = trace.steps;
  const Weights weights{steps};
  std::vector<std::size_t> order(steps.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const auto [mine, other] = std::pair{weights.of(a), weights.of(b)};
    return mine != other ? mine > other : a > b;
  });
  for (Step& step : steps) step.folded = true;
  for (const std::size_t i : order) {
    if (weights.of(i) == Weight::none) break;
    steps[i].folded = false;
    if (without_folded(trace).steps.size() > most_rows) break;
  }
  unfold_single_steps(steps);
}

/// As many lines that were passed as there is room for: the last ones.
void add_lines_passed(Trace& trace) {
  const auto fits = [&](std::size_t lines) {
    Trace more = trace;
    add_lines(more, lines);
    return without_folded(more).steps.size() <= rows_with_lines;
  };
  std::vector<std::size_t> counts(trace.passed.size());
  std::iota(counts.begin(), counts.end(), std::size_t{1});
  const auto beyond = std::ranges::partition_point(counts, fits);
  add_lines(trace, static_cast<std::size_t>(beyond - counts.begin()));
}

}  // namespace

void fold(Trace& trace) {
  if (trace.steps.size() > rows_shown_whole) fold_steps(trace);
  add_lines_passed(trace);
}

}  // namespace explorer::core
