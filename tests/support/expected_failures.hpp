/// @file
/// Bodies that are to fail: a call in them never returns, or what they expect
/// need not happen.
#pragma once

#include <functional>
#include <iostream>

#include "explorer.hpp"

namespace workbook_tests {

/// Whether `body` ends in a deadlock, as it should. Says why if it does not.
/// On real threads nobody can tell: taken for granted there, and said.
inline bool never_returns(const std::function<void()>& body) {
  const auto report = explorer::run(body, {.needs_virtual_time = true});
  if (report.verdict == explorer::Verdict::deadlock) return true;
  std::cerr << report.text << '\n';
  const bool skipped = report.schedules == 0;
  return skipped;
}

/// Whether an expectation of `body` fails in some schedule, as it should: it
/// names what need not happen. Taken for granted on real threads.
inline bool may_fail(explorer::Body body) {
  const auto report = explorer::run(body, {.needs_virtual_time = true});
  if (report.verdict == explorer::Verdict::expectation_failed) return true;
  std::cerr << report.text << '\n';
  const bool skipped = report.schedules == 0;
  return skipped;
}

}  // namespace workbook_tests
