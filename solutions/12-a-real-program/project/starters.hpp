/// @file
/// The files as a chapter gave them to the reader, before any edit.
#pragma once

#include <optional>
#include <string>

#include "process/cancel.hpp"
#include "project/project.hpp"

namespace program {

/// A file as it once was.
struct Starter {
  std::string text;
  std::string origin;  ///< Where it comes from, in words.
};

/// What `file` was before the reader edited it: from git where there is git,
/// else from the copy that keep_starters() made. Nothing when neither has it.
/// Throws Cancelled.
[[nodiscard]] std::optional<Starter> find_starter(const Project& project,
                                                  const fs::path& file,
                                                  const Cancel& cancel);

/// Where there is no git: copies the chapters' files, the first time that the
/// program runs. Does nothing where that is not possible.
void keep_starters(const Project& project);

}  // namespace program
