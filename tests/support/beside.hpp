/// @file
/// Chapter 6's tests once more, with something beside the cases of each select.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "explorer.hpp"
#include "select.hpp"

namespace workbook_tests {

/// What chapter 7 adds to a select of chapter 6.
enum class Beside { a_deadline, otherwise };

/// Which of them the selects of the body have now. Set outside of bodies.
inline Beside beside = Beside::a_deadline;

/// The handler of that case. It is not to be called: each of the bodies sees to
/// it that one of its own cases is taken.
struct NotCalled {
  void operator()() const {
    explorer::expect(beside == Beside::a_deadline,
                     "a case can proceed, so otherwise does not run");
    explorer::expect(false,
                     "a partner came, so the select does not wait an hour");
  }
};

/// A select of these cases and of what is beside them.
template <class... Cases>
std::size_t select_beside(Cases&&... cases) {
  if (beside == Beside::otherwise) {
    return workbook::select(std::forward<Cases>(cases)...,
                            workbook::otherwise(NotCalled{}));
  }
  return workbook::select(
      std::forward<Cases>(cases)...,
      workbook::on_timeout(std::chrono::hours{1}, NotCalled{}));
}

/// A test case of chapter 6.
struct EarlierCase {
  std::string_view tags;
  void (*run)();
};

/// Those that a file has included under the name of its own list.
using EarlierCases = std::vector<EarlierCase>;

/// Runs those with this tag. There are fewer schedules: chapter 6 tries more.
inline void run_beside(Beside what, const EarlierCases& cases,
                       std::string_view tag) {
  beside = what;
  for (const EarlierCase& each : cases) {
    if (each.tags.find(tag) != std::string_view::npos) each.run();
  }
}

}  // namespace workbook_tests
