/// @file
/// The files that are saved.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

namespace program {

/// For a Source: waits until a header or a program in `folder` or one of its
/// subfolders is written, replaced or removed. The system tells (inotify on
/// Linux, kqueue on macOS); elsewhere we look twice a second.
[[nodiscard]] std::function<std::optional<std::filesystem::path>(int stop)>
next_change(const std::filesystem::path& folder);

/// Whether a change of the file can change a verdict. Editors' drafts and
/// what was kept beside cannot.
[[nodiscard]] inline bool is_source(const std::filesystem::path& file) {
  return file.extension() == ".hpp" || file.extension() == ".cpp";
}

}  // namespace program
