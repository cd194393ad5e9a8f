#include "commands/arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "project/project.hpp"

namespace program {
namespace {

enum class Number { none, optional, needed };

struct Command {
  std::string_view name;
  Number number = Number::none;
  std::string_view option;  // the one that it takes, if any
};

constexpr std::array<Command, 10> commands{{
    {"", Number::none, ""},
    {"--help", Number::none, ""},
    {"check", Number::optional, "--json"},
    {"watch", Number::optional, ""},
    {"hint", Number::optional, ""},
    {"take", Number::needed, ""},
    {"reset", Number::needed, ""},
    {"diff", Number::needed, "--spoil"},
    {"hunt", Number::needed, ""},
    {"run", Number::none, ""},
}};

const Command& find(std::string_view name) {
  if (name == "-h" || name == "help") name = "--help";
  const auto found = std::ranges::find(commands, name, &Command::name);
  if (found != commands.end()) return *found;
  throw UserError{"there is no command '" + std::string{name} + "'"};
}

int chapter_number(std::string_view word) {
  int number = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc{} && end == word.data() + word.size()) return number;
  throw UserError{"a chapter is a number, not '" + std::string{word} + "'"};
}

void take_word(Arguments& arguments, const Command& command,
               std::string_view word) {
  if (!command.option.empty() && word == command.option) {
    (word == "--json" ? arguments.json : arguments.spoil) = true;
  } else if (word.starts_with("--") || command.number == Number::none ||
             arguments.chapter) {
    throw UserError{"'" + std::string{command.name} + "' does not take '" +
                    std::string{word} + "'"};
  } else {
    arguments.chapter = chapter_number(word);
  }
}

}  // namespace

Arguments parse(std::span<const char* const> words) {
  Arguments arguments;
  if (words.empty()) return arguments;
  const Command& command = find(words.front());
  arguments.command = command.name;
  const auto rest = words.subspan(1);
  if (command.name == "run") {
    arguments.rest.assign(rest.begin(), rest.end());
    return arguments;
  }
  for (const std::string_view word : rest) take_word(arguments, command, word);
  if (command.number == Number::needed && !arguments.chapter) {
    throw UserError{"'" + std::string{command.name} +
                    "' needs the number of a chapter"};
  }
  return arguments;
}

}  // namespace program
