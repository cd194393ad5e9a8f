/// @file
/// Tasks that the tests of a loop share.
#pragma once

#include <chrono>
#include <ctime>
#include <vector>

#include "executor.hpp"
#include "sleep.hpp"
#include "task.hpp"

namespace sleepers {

using workbook::sleep_for;
using workbook::Task;

/// Who woke, in order.
using Log = std::vector<int>;

/// Sleeps, and writes its number down.
inline Task<> sleep(Log& log, std::chrono::nanoseconds duration, int number) {
  co_await sleep_for(duration);
  log.push_back(number);
}

/// Yields until it is told to end, or for much longer than that takes: by the
/// process's own time, since on a busy machine the clock's may pass without it.
inline Task<> never_wait(const bool& end) {
  const std::clock_t start = std::clock();
  while (!end && std::clock() - start < CLOCKS_PER_SEC / 2) {
    co_await workbook::yield();
  }
}

/// Says that it has run.
inline Task<> say(bool& said) {
  said = true;
  co_return;
}

}  // namespace sleepers
