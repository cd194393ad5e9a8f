#include "search/shrink.hpp"

#include <chrono>

namespace explorer::core {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience{500};

/// Turns of all candidates together: more could not be tried in time.
constexpr std::size_t most_turns = 2'000'000;

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

/// Whether there is room for another one about as long as `script`.
bool has_room(const std::vector<Script>& candidates, const Script& script) {
  return candidates.size() * (1 + script.turns.size()) < most_turns;
}

/// Without any old value; without one of them.
std::vector<Script> newer_values(const Script& script) {
  std::vector<Script> candidates;
  if (script.old_values.size() > 1) {
    candidates.push_back(script);
    candidates.back().old_values.clear();
  }
  for (std::size_t i = 0;
       i < script.old_values.size() && has_room(candidates, script); ++i) {
    Script& newer = candidates.emplace_back(script);
    newer.old_values.erase(newer.old_values.begin() + at(i));
  }
  return candidates;
}

/// The boldest first: take the newest values; leave out the end, which then
/// goes as it comes; leave out one turn; let a turn go before the one in front
/// of it.
std::vector<Script> simpler_than(const Script& script) {
  std::vector<Script> candidates = newer_values(script);
  const std::size_t count = script.turns.size();
  for (std::size_t keep = 0; keep < count; keep += 1 + count / 8) {
    candidates.push_back(script);
    candidates.back().turns.resize(keep);
  }
  for (std::size_t i = 0; i < count && has_room(candidates, script); ++i) {
    Script& shorter = candidates.emplace_back(script);
    shorter.turns.erase(shorter.turns.begin() + at(i));
    join_neighbours(shorter);
  }
  for (std::size_t i = 1; i < count && has_room(candidates, script); ++i) {
    Script& swapped = candidates.emplace_back(script);
    std::swap(swapped.turns[i - 1], swapped.turns[i]);
    join_neighbours(swapped);
  }
  return candidates;
}

/// The first candidate that is better, if any.
std::optional<Failing> improve(const Failing& best,
                               const TryScripts& try_scripts,
                               Clock::time_point deadline) {
  const std::vector<Script> candidates = simpler_than(best.script);
  std::span<const Script> rest = candidates;
  while (!rest.empty() && Clock::now() < deadline) {
    const std::optional<Tried> tried = try_scripts(rest);
    if (!tried) return std::nullopt;
    if (tried->failing && tried->failing->cost < best.cost) {
      return tried->failing;
    }
    rest = rest.subspan(tried->index + 1);
  }
  return std::nullopt;
}

}  // namespace

Failing shrink(Failing found, const TryScripts& try_scripts) {
  const Clock::time_point deadline = Clock::now() + patience;
  while (auto better = improve(found, try_scripts, deadline)) {
    found = std::move(*better);
  }
  return found;
}

}  // namespace explorer::core
