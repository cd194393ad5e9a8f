/// @file
/// Reading files, and writing them so that no work is ever lost.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// All of the file; empty when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

/// Makes `text` the content of the file, all of it or nothing, with the
/// folders that it needs. Throws UserError when that is not possible.
void write_file(const std::filesystem::path& file, std::string_view text);

/// Puts a copy of the file beside it, named FILE.yours.N with a new N, and
/// returns where. Throws UserError when that is not possible.
std::filesystem::path keep_beside(const std::filesystem::path& file);

/// The headers and programs in the folder, sorted; copies that were kept
/// beside them are not among them.
[[nodiscard]] std::vector<std::filesystem::path> sources_in(
    const std::filesystem::path& folder);

/// The names that the text includes, in whichever brackets, in order.
[[nodiscard]] std::vector<std::string> includes(std::string_view text);

}  // namespace program
