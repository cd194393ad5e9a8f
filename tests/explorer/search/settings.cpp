#include "search/settings.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string_view>

namespace explorer::core {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

[[noreturn]] void reject(const char* name, const char* wanted) {
  std::fprintf(stderr, "%s=%s: should be %s\n", name, std::getenv(name),
               wanted);
  std::exit(2);
}

template <class Number>
bool parse(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && rest == end;
}

/// Takes what is before the first colon, and the colon.
std::string_view take_field(std::string_view& text) {
  const std::size_t length = text.find(':');
  const std::string_view field = text.substr(0, length);
  text.remove_prefix(length == text.npos ? text.size() : length + 1);
  return field;
}

std::optional<Replay> parse_replay(std::string_view text) {
  Replay replay;
  if (!parse(take_field(text), replay.seed)) return std::nullopt;
  if (!parse(take_field(text), replay.schedule)) return std::nullopt;
  auto script = Script::parse(text);
  if (!script) return std::nullopt;
  replay.script = std::move(*script);
  return replay;
}

std::uint64_t read_seed() {
  const std::string_view text = environment("EXPLORER_SEED");
  std::uint64_t seed = 1;
  if (text == "random") return std::random_device{}();
  if (!text.empty() && !parse(text, seed)) {
    reject("EXPLORER_SEED", "a number, or \"random\"");
  }
  return seed;
}

/// A terminal is as wide as it says; a file has 80 columns and no colour.
Look read_look() {
  Look look;
  winsize size{};
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  if (terminal && ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > look.columns) {
    look.columns = size.ws_col;
  }
  const std::string_view columns = environment("EXPLORER_COLUMNS");
  if (!columns.empty() &&
      (!parse(columns, look.columns) || look.columns < 40)) {
    reject("EXPLORER_COLUMNS", "a number, and 40 at least");
  }
  const std::string_view colour = environment("EXPLORER_COLOR");
  if (!colour.empty() && colour != "always" && colour != "never") {
    reject("EXPLORER_COLOR", "\"always\" or \"never\"");
  }
  const bool wanted = terminal && environment("NO_COLOR").empty();
  look.colour = colour.empty() ? wanted : colour == "always";
  return look;
}

}  // namespace

std::string Replay::text() const {
  return std::to_string(seed) + ':' + std::to_string(schedule) + ':' +
         script.text();
}

std::string& case_name() {
  static std::string the_name;
  return the_name;
}

std::string replay_command(const Replay& replay) {
  std::error_code error;
  std::string program =
      std::filesystem::read_symlink("/proc/self/exe", error).string();
  const std::string here = std::filesystem::current_path(error).string() + '/';
  if (program.starts_with(here)) program.replace(0, here.size(), "./");
  std::string command =
      "EXPLORER_REPLAY=" + replay.text() + " \\\n  " + program;
  if (!case_name().empty()) command += " \\\n  \"" + case_name() + '"';
  return command;
}

Settings settings_from_environment() {
  Settings settings;
  settings.seed = read_seed();
  settings.trace_svg = environment("EXPLORER_TRACE_SVG");
  settings.trace_json = environment("EXPLORER_TRACE_JSON");
  settings.look = read_look();
  const std::string_view schedules = environment("EXPLORER_SCHEDULES");
  if (!schedules.empty()) {
    int count = 0;
    if (!parse(schedules, count) || count < 1) {
      reject("EXPLORER_SCHEDULES", "a number above zero");
    }
    settings.schedules = count;
  }
  const std::string_view replay = environment("EXPLORER_REPLAY");
  if (!replay.empty()) {
    settings.replay = parse_replay(replay);
    if (!settings.replay) {
      reject("EXPLORER_REPLAY", "as a report printed it");
    }
    settings.seed = settings.replay->seed;
  }
  return settings;
}

}  // namespace explorer::core
