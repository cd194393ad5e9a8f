/// @file
/// On real threads: is everybody waiting?
#pragma once

namespace explorer::core {

/// Returns when all other threads of this process wait.
void wait_until_others_wait();

}  // namespace explorer::core
