/// @file
/// The environment variables.
#pragma once

#include <cstdlib>
#include <string_view>

namespace program {

/// What the variable says; empty when it is not set.
[[nodiscard]] inline std::string_view environment(const char* variable) {
  // Nobody here changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* value = std::getenv(variable);
  return value != nullptr ? value : "";
}

}  // namespace program
