/// @file
/// Coroutines whose frame is gone, and that are resumed or destroyed again.
#pragma once

#include <cstddef>

namespace explorer::core {

/// Makes `resume()` and `destroy()` of a handle to this freed block end the
/// schedule and say so, for as long as nobody writes to the block. A frame
/// begins with the addresses of the two functions, in every ABI that we know.
void mark_as_gone(void* block, std::size_t bytes) noexcept;

/// To be freed in place of `block`, which was marked and is kept for a while:
/// the oldest of those that are kept. Touched only by the thread that holds the
/// token.
[[nodiscard]] void* keep_for_a_while(void* block) noexcept;

}  // namespace explorer::core
