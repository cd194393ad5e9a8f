#include "strategies/script.hpp"

#include <algorithm>
#include <charconv>

namespace explorer::core {
namespace {

/// Takes a number off the front of the text; -1 if there is none.
int take_number(std::string_view& text) {
  int number = -1;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{}) return -1;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// How a mover is written: a thread by its number, time as `t`, a wake-up
/// for no reason as `s` and the number of the thread that wakes.
std::string mover_text(std::uint16_t mover) {
  if (mover == Record::clock_move) return "t";
  const bool spurious = (mover & Record::spurious_move) != 0;
  const int id = mover & ~Record::spurious_move;
  return (spurious ? "s" : "") + std::to_string(id);
}

std::optional<std::uint16_t> take_mover(std::string_view& text) {
  if (take(text, 't')) return Record::clock_move;
  const bool spurious = take(text, 's');
  const int id = take_number(text);
  if (id < 0 || id >= max_threads) return std::nullopt;
  return static_cast<std::uint16_t>(id |
                                    (spurious ? Record::spurious_move : 0));
}

std::optional<OldValue> take_old_value(std::string_view& text) {
  OldValue it;
  it.thread = take_number(text);
  if (!take(text, '@')) return std::nullopt;
  it.step = take_number(text);
  it.back = take(text, '-') ? take_number(text) : 1;
  const bool makes_sense =
      it.thread >= 0 && it.thread < max_threads && it.step > 0 && it.back > 0;
  return makes_sense ? std::optional{it} : std::nullopt;
}

std::string old_value_text(const OldValue& it) {
  std::string text =
      'o' + std::to_string(it.thread) + '@' + std::to_string(it.step);
  return it.back > 1 ? text + '-' + std::to_string(it.back) : text;
}

}  // namespace

Script Script::of(const Record& record) {
  Script script;
  for (int i = 0; i < record.move_count; ++i) {
    const std::uint16_t mover = record.moves[static_cast<std::size_t>(i)];
    if (script.turns.empty() || script.turns.back().mover != mover) {
      script.turns.push_back({mover, 0});
    }
    ++script.turns.back().moves;
  }
  script.wakes.assign(record.wakes.begin(),
                      record.wakes.begin() + record.wake_count);
  script.old_values.assign(record.old_values.begin(),
                           record.old_values.begin() + record.old_value_count);
  return script;
}

int Script::moves() const {
  int moves = 0;
  for (const Turn& turn : turns) moves += turn.moves;
  return moves;
}

void Script::leave_out(std::size_t index) {
  if (index < turns.size()) {
    turns.erase(turns.begin() + static_cast<std::ptrdiff_t>(index));
  } else {
    index -= turns.size();
    old_values.erase(old_values.begin() + static_cast<std::ptrdiff_t>(index));
  }
}

std::string Script::text() const {
  std::string text;
  for (const Turn& turn : turns) {
    if (!text.empty()) text += ',';
    text += mover_text(turn.mover);
    if (turn.moves > 1) text += 'x' + std::to_string(turn.moves);
  }
  for (const std::uint16_t woken : wakes) text += 'w' + std::to_string(woken);
  for (const OldValue& it : old_values) text += old_value_text(it);
  return text;
}

std::optional<Script> Script::parse(std::string_view text) {
  Script script;
  while (!text.empty() && text.front() != 'w' && text.front() != 'o') {
    const auto mover = take_mover(text);
    const int moves = take(text, 'x') ? take_number(text) : 1;
    if (!mover || moves < 1) return std::nullopt;
    script.turns.push_back({*mover, moves});
    if (!take(text, ',')) break;
  }
  while (take(text, 'w')) {
    const int woken = take_number(text);
    if (woken < 0 || woken >= max_threads) return std::nullopt;
    script.wakes.push_back(static_cast<std::uint16_t>(woken));
  }
  while (take(text, 'o')) {
    const auto old_value = take_old_value(text);
    if (!old_value) return std::nullopt;
    script.old_values.push_back(*old_value);
  }
  if (!text.empty()) return std::nullopt;
  return script;
}

void ScriptOracle::begin() {
  turn_ = 0;
  moves_made_ = 0;
  wake_ = 0;
}

std::size_t ScriptOracle::choose(const Choice& choice) {
  for (; turn_ < script_.turns.size(); ++turn_, moves_made_ = 0) {
    const std::uint16_t mover = script_.turns[turn_].mover;
    const auto move = std::ranges::find(choice.moves, mover, &Move::code);
    if (move != choice.moves.end()) {
      return static_cast<std::size_t>(move - choice.moves.begin());
    }
  }
  return 0;
}

std::size_t ScriptOracle::choose_waiter(std::span<Thread* const> waiters) {
  if (wake_ == script_.wakes.size()) return 0;
  const int wanted = script_.wakes[wake_++];
  const auto waiter = std::ranges::find(waiters, wanted, &Thread::id);
  return waiter == waiters.end()
             ? 0
             : static_cast<std::size_t>(waiter - waiters.begin());
}

std::size_t ScriptOracle::choose_value(const Thread& thread,
                                       std::size_t values) {
  const auto it = std::ranges::find_if(script_.old_values, [&](auto& old) {
    return old.thread == thread.id && old.step == thread.value_steps;
  });
  if (it == script_.old_values.end()) return 0;
  return std::min(static_cast<std::size_t>(it->back), values - 1);
}

void ScriptOracle::moved(const Move& move) {
  if (turn_ == script_.turns.size()) return;
  const Script::Turn& turn = script_.turns[turn_];
  if (move.code() != turn.mover) return;
  if (++moves_made_ < turn.moves) return;
  ++turn_;
  moves_made_ = 0;
}

}  // namespace explorer::core
