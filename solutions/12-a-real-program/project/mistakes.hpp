/// @file
/// The zoo of wrong answers: classic mistakes as patches on the solution.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "project/project.hpp"

namespace program {

/// One wrong answer.
struct Mistake {
  std::string name;       ///< As in "notify-before-store".
  std::string what;       ///< What is wrong, in one line.
  std::string symptom;    ///< What goes wrong at run time.
  std::string caught_by;  ///< The case that must fail.
  std::string patch;      ///< What makes the solution wrong.
};

/// Understands a patch with its head.
[[nodiscard]] Mistake parse_mistake(std::string name, std::string_view text);

/// The chapter's wrong answers, by name.
[[nodiscard]] std::vector<Mistake> mistakes_of(const Project& project,
                                               const Chapter& chapter);

}  // namespace program
