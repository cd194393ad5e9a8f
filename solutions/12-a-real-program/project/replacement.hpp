/// @file
/// Files that are to be replaced, without losing what the reader wrote.
#pragma once

#include <string>
#include <vector>

#include "process/cancel.hpp"
#include "project/project.hpp"

namespace program {

/// What a file is to become.
struct Replacement {
  fs::path file;
  std::string text;
  std::string origin;  ///< Where the text comes from, in words.
  bool keep = false;   ///< What is there is the reader's own.
};

/// The files that the solution of a chapter consists of and leans on, and the
/// solutions of what includes these: where the reader has others. Throws
/// Cancelled.
[[nodiscard]] std::vector<Replacement> solution_of(const Project& project,
                                                   const Chapter& chapter,
                                                   const Cancel& cancel);

/// What the chapter began with.
struct Beginning {
  std::vector<Replacement> replacements;
  std::vector<fs::path> unknown;  ///< Nobody knows how these began.
  bool found = false;             ///< Of some files it is known.
};

/// The files of the chapter as it began: the starters of those that it brings;
/// of the others the solution of the chapters before, with all that it leans
/// on. Throws Cancelled.
[[nodiscard]] Beginning beginning_of(const Project& project,
                                     const Chapter& chapter,
                                     const Cancel& cancel);

/// Replaces them all: copies of what is the reader's own come first. Returns
/// what was done, in lines.
[[nodiscard]] std::string replace_all(
    const Project& project, const std::vector<Replacement>& replacements);

}  // namespace program
