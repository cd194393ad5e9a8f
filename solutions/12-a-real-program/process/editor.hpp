/// @file
/// The reader's editor, which has the terminal while it runs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "process/signals.hpp"

namespace program {

/// The command that opens the file in the editor of $VISUAL or $EDITOR, at the
/// line if there is one and the editor is known to understand that. Empty when
/// neither variable is set.
[[nodiscard]] std::vector<std::string> editor_for(
    const std::filesystem::path& file, int line);

/// Runs a program that has our terminal, and waits for it. Keys that interrupt
/// are its business, Ctrl-Z stops us as well. A signal that asks us to end is
/// passed on; returns it when the program has ended. Throws std::system_error
/// when there is no such program.
std::optional<int> run_in_foreground(const std::vector<std::string>& words,
                                     Signals& signals);

}  // namespace program
