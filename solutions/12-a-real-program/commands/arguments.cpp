#include "commands/arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/project.hpp"

namespace program {
namespace {

enum class Number { none, optional, needed };

struct Command {
  std::string_view name;
  Number number = Number::none;
  std::string_view option;  // the one that it takes, if any
  bool many = false;        // takes more than one number
};

constexpr std::array<Command, 11> commands{{
    {"", Number::none, ""},
    {"--help", Number::none, ""},
    {"check", Number::optional, "--json", true},
    {"watch", Number::optional, ""},
    {"hint", Number::optional, ""},
    {"take", Number::needed, "", true},
    {"reset", Number::needed, ""},
    {"diff", Number::needed, "--spoil"},
    {"hunt", Number::needed, ""},
    {"show", Number::none, ""},
    {"run", Number::none, ""},
}};

// How many letters have to be put in, taken out or changed.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

// What the user may have meant, as in "; did you mean 'check'?".
std::string suggestion(std::string_view name) {
  const auto nearest = std::ranges::min_element(
      commands, {},
      [name](const Command& each) { return distance(name, each.name); });
  if (distance(name, nearest->name) > 2 || nearest->name.empty()) return "";
  return "; did you mean '" + std::string{nearest->name} + "'?";
}

const Command& find(std::string_view name) {
  if (name == "-h" || name == "help") name = "--help";
  const auto found = std::ranges::find(commands, name, &Command::name);
  if (found != commands.end()) return *found;
  throw UserError{"there is no command '" + std::string{name} + "'" +
                  suggestion(name)};
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
             (arguments.chapter && !command.many)) {
    throw UserError{"'" + std::string{command.name} + "' does not take '" +
                    std::string{word} + "'"};
  } else {
    arguments.chapters.push_back(chapter_number(word));
    arguments.chapter = arguments.chapters.front();
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
