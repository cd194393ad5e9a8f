/// @file
/// A schedule that is written down.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "strategies/oracle.hpp"

namespace explorer::core {

/// Which thread goes on, and for how many steps; which one each notification
/// wakes; and which operations take old values.
/// Written `0x12,1x3,0w2`: thread 0 moves 12 times, thread 1 three times,
/// … and the first notification that could wake several woke thread 2. An
/// `o1@5` behind that: the fifth operation on an atomic of thread 1 took an old
/// value, one store back; `o1@5-2`, two.
struct Script {
  struct Turn {
    std::uint16_t mover = 0;  ///< As Move::code() has it.
    int moves = 0;
    bool operator==(const Turn&) const = default;
  };
  std::vector<Turn> turns;
  std::vector<std::uint16_t> wakes;
  std::vector<OldValue> old_values;

  /// The schedule that the record describes.
  static Script of(const Record& record);

  /// How many moves its turns have.
  [[nodiscard]] int moves() const;

  /// Goes without one of its turns, or, counted on, of its old values.
  void leave_out(std::size_t index);

  [[nodiscard]] std::string text() const;
  static std::optional<Script> parse(std::string_view text);
};

/// Follows a script as far as the program lets it: a turn whose thread
/// cannot go on is over. After the last one, threads run until they wait.
class ScriptOracle final : public Oracle {
 public:
  explicit ScriptOracle(Script script) : script_(std::move(script)) {}

  void begin() override;
  std::size_t choose(const Choice& choice) override;
  std::size_t choose_waiter(std::span<Thread* const> waiters) override;
  std::size_t choose_value(const Thread& thread, std::size_t values) override;
  void moved(const Move& move) override;

 private:
  Script script_;
  std::size_t turn_ = 0;
  int moves_made_ = 0;
  std::size_t wake_ = 0;
};

}  // namespace explorer::core
