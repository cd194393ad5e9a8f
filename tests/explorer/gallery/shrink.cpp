// How far a schedule that fails is made simpler.

#include "search/shrink.hpp"

#include <algorithm>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;
using explorer::core::Failing;
using explorer::core::Script;
using explorer::core::Tried;

namespace {

/// Turns of one move each, by movers 0, 1, 2, …
Script turns(int count) {
  Script script;
  for (int i = 0; i < count; ++i) {
    script.turns.push_back({static_cast<std::uint16_t>(i), 1});
  }
  return script;
}

Failing failing(const Script& script) {
  return {script,
          {.switches = static_cast<int>(script.turns.size()),
           .moves = script.moves()}};
}

}  // namespace

TEST_CASE("a slow machine makes a schedule as simple as a fast one",
          "[gallery]") {
  const auto needed = [](const Script& script) {
    return std::ranges::count(script.turns, 71, &Script::Turn::mover) == 1;
  };
  const auto slowly =
      [&](std::span<const Script> scripts) -> std::optional<Tried> {
    std::this_thread::sleep_for(10ms);
    const auto found = std::ranges::find_if(scripts, needed);
    if (found == scripts.end()) return std::nullopt;
    return Tried{static_cast<std::size_t>(found - scripts.begin()),
                 failing(*found)};
  };
  const Failing simplest = explorer::core::shrink(failing(turns(80)), slowly);
  CHECK(simplest.script.turns.size() == 1);
}

TEST_CASE("the search for a simpler schedule ends", "[gallery]") {
  constexpr int moves_of_each = 5'000;
  int tried = 0;
  const auto ever_simpler = [&](std::span<const Script> scripts) {
    ++tried;
    Failing simpler = failing(scripts[0]);
    simpler.script = turns(80);
    simpler.cost = {.switches = 10'000 - tried, .moves = moves_of_each};
    return std::optional{Tried{0, simpler}};
  };
  Failing found = failing(turns(80));
  found.cost = {.switches = 10'000, .moves = moves_of_each};
  explorer::core::shrink(found, ever_simpler);
  CHECK(tried * moves_of_each <= explorer::core::most_moves_to_shrink);
}
