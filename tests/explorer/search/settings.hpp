/// @file
/// What the person at the keyboard asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "strategies/script.hpp"
#include "trace/trace.hpp"

namespace explorer::core {

/// A schedule to run again: `<seed>:<number>:<script>`.
struct Replay {
  std::uint64_t seed = 1;
  int schedule = 0;
  Script script;

  [[nodiscard]] std::string text() const;
};

/// From the environment: EXPLORER_SEED (a number or `random`),
/// EXPLORER_SCHEDULES, EXPLORER_REPLAY, EXPLORER_TRACE_SVG,
/// EXPLORER_TRACE_JSON, EXPLORER_COLUMNS and EXPLORER_COLOR (`always` or
/// `never`). A value that makes no sense ends the program with a
/// line on stderr and exit status 2.
struct Settings {
  std::uint64_t seed = 1;
  std::optional<int> schedules;
  std::optional<Replay> replay;
  std::string trace_svg;
  std::string trace_json;
  Look look;  ///< As stderr is, unless EXPLORER_COLUMNS or _COLOR say more.
};

Settings settings_from_environment();

/// The test case that runs, if anybody has said.
std::string& case_name();

/// The command that replays a schedule, to copy and paste.
std::string replay_command(const Replay& replay);

}  // namespace explorer::core
