/// @file
/// Memory for the explorer's own tables, apart from the program's heap: what
/// the program does to its heap must not matter here, nor the other way round.
#pragma once

#include <cstddef>
#include <memory_resource>

namespace explorer::core {

/// Taken from the system, page by page. Not synchronised: used only by the
/// thread that holds the token.
std::pmr::memory_resource& arena();

}  // namespace explorer::core
