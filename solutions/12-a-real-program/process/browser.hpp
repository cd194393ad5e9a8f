/// @file
/// The reader's browser.
#pragma once

#include <filesystem>

namespace program {

/// Opens the file in a browser of the reader's, which goes on when we end.
/// Waits until the opener says how it went, for two seconds at most. False
/// when there is no browser.
[[nodiscard]] bool open_in_browser(const std::filesystem::path& file);

}  // namespace program
