/// @file
/// What the user asked for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace program {

/// The command line, understood.
struct Arguments {
  std::string command;         ///< Empty: where am I?
  std::optional<int> chapter;  ///< The first of those it named.
  std::vector<int> chapters;   ///< All of them.
  bool json = false;
  bool spoil = false;
  std::vector<std::string> rest;  ///< For the program that `run` runs.
};

/// Understands the words after the program's name. Throws UserError when they
/// make no sense.
[[nodiscard]] Arguments parse(std::span<const char* const> words);

}  // namespace program
