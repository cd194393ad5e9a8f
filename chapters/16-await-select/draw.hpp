/// @file
/// Chapter 16: what a select takes when it may take any.
#pragma once

#include <cstddef>
#include <random>

#include "executor.hpp"

namespace workbook {

/// A random number below `choices`, each with the same chance. On a thread
/// that runs tasks their executor draws it.
inline std::size_t draw_below(std::size_t choices) {
  if (choices == 1) return 0;
  if (Executor* const executor = Executor::current()) {
    return executor->draw(choices);
  }
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_int_distribution<std::size_t>{0, choices - 1}(random);
}

}  // namespace workbook
