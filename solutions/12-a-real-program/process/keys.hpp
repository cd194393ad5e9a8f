/// @file
/// The keys that are pressed.
#pragma once

#include <functional>
#include <optional>

namespace program {

/// A key: a character, or one of these.
using Key = int;
inline constexpr Key key_escape = 27;
inline constexpr Key key_up = 256;
inline constexpr Key key_down = 257;
inline constexpr Key key_page_up = 258;
inline constexpr Key key_page_down = 259;
inline constexpr Key key_end = 260;  ///< There will be no more.

/// For a Source: waits for the next key on stdin; the last is key_end.
[[nodiscard]] std::function<std::optional<Key>(int stop)> next_key();

}  // namespace program
