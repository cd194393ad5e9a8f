#include "search/shrink.hpp"

#include <algorithm>

namespace explorer::core {
namespace {

/// A schedule that fails ends its process; the next one costs as much as so
/// many moves.
constexpr int moves_of_a_process = 1'000;

/// Neighbouring turns of the same mover are one.
void join_neighbours(Script& script) {
  std::vector<Script::Turn> joined;
  for (const Script::Turn& turn : script.turns) {
    if (!joined.empty() && joined.back().mover == turn.mover) {
      joined.back().moves += turn.moves;
    } else {
      joined.push_back(turn);
    }
  }
  script.turns = std::move(joined);
}

std::ptrdiff_t at(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

/// Without any old value; without one of them.
std::vector<Script> newer_values(const Script& script, std::size_t most) {
  std::vector<Script> candidates;
  if (script.old_values.size() > 1) {
    candidates.push_back(script);
    candidates.back().old_values.clear();
  }
  for (std::size_t i = 0;
       i < script.old_values.size() && candidates.size() < most; ++i) {
    Script& newer = candidates.emplace_back(script);
    newer.old_values.erase(newer.old_values.begin() + at(i));
  }
  return candidates;
}

/// The boldest first: take the newest values; leave out the end, which then
/// goes as it comes; leave out one turn; let a turn go before the one in front
/// of it. Of all these the first few, and not many more than `most`.
std::vector<Script> simpler_than(const Script& script, std::size_t most) {
  std::vector<Script> candidates = newer_values(script, most);
  const std::size_t count = script.turns.size();
  for (std::size_t keep = 0; keep < count; keep += 1 + count / 8) {
    candidates.push_back(script);
    candidates.back().turns.resize(keep);
  }
  for (std::size_t i = 0; i < count && candidates.size() < most; ++i) {
    Script& shorter = candidates.emplace_back(script);
    shorter.turns.erase(shorter.turns.begin() + at(i));
    join_neighbours(shorter);
  }
  for (std::size_t i = 1; i < count && candidates.size() < most; ++i) {
    Script& swapped = candidates.emplace_back(script);
    std::swap(swapped.turns[i - 1], swapped.turns[i]);
    join_neighbours(swapped);
  }
  return candidates;
}

/// Tries candidates until there is nothing left to spend.
class Shrinking {
 public:
  explicit Shrinking(const TryScripts& try_scripts) noexcept
      : try_scripts_(try_scripts) {}

  /// The first candidate that is better, if any.
  std::optional<Failing> improve(const Failing& best) {
    const std::vector<Script> candidates =
        simpler_than(best.script, affordable(best));
    std::span<const Script> rest = candidates;
    while (!rest.empty() && affordable(best) > 0) {
      rest = rest.first(std::min(rest.size(), affordable(best)));
      const std::optional<Tried> tried = try_scripts_(rest);
      const std::size_t count = tried ? tried->index + 1 : rest.size();
      moves_left_ -= moves_of_a_process + moves_of(best) * int_of(count);
      if (!tried) return std::nullopt;
      if (tried->failing && tried->failing->cost < best.cost) {
        return tried->failing;
      }
      rest = rest.subspan(count);
    }
    return std::nullopt;
  }

 private:
  static int int_of(std::size_t number) { return static_cast<int>(number); }

  static int moves_of(const Failing& best) {
    return std::max(best.cost.moves, 1);
  }

  /// How many schedules about as long as `best` can still be tried.
  [[nodiscard]] std::size_t affordable(const Failing& best) const {
    return static_cast<std::size_t>(std::max(moves_left_, 0) / moves_of(best));
  }

  const TryScripts& try_scripts_;
  int moves_left_ = most_moves_to_shrink;
};

}  // namespace

Failing shrink(Failing found, const TryScripts& try_scripts) {
  Shrinking shrinking{try_scripts};
  while (auto better = shrinking.improve(found)) found = std::move(*better);
  return found;
}

}  // namespace explorer::core
