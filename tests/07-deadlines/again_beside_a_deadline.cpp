// Assignment: let a deadline beside the cases change nothing about them. These
// are the tests of chapter 6 once more, each select of theirs with an
// on_timeout() of an hour, which no one has to wait for. Files:
// chapters/06-select/selection.hpp and select.hpp.

#include <catch2/catch_test_macros.hpp>

#include "beside.hpp"
#include "expected_failures.hpp"

static workbook_tests::EarlierCases chapter_6;

// What the files of chapter 6 call a case is put into a list, and what they
// call a select has something beside its cases. A select without an end is no
// business of ours: with a deadline it ends.
#define JOINED(one, other) one##other
#define NAMED(one, line) JOINED(one, line)
#define LISTED_CASE(name, tags)                    \
  static void name();                              \
  static const bool NAMED(name, _is_listed) = [] { \
    chapter_6.push_back({tags, &name});            \
    return true;                                   \
  }();                                             \
  static void name()
#pragma push_macro("TEST_CASE")
#undef TEST_CASE
#define TEST_CASE(sentence, tags) LISTED_CASE(NAMED(case_, __COUNTER__), tags)
#define select(...) workbook_tests::select_beside(__VA_ARGS__)
#define never_returns(body) true
// NOLINTBEGIN(bugprone-suspicious-include): that is the point
#include "../06-select/awkward_values.cpp"
#include "../06-select/both_sides.cpp"
#include "../06-select/broken_values.cpp"
#include "../06-select/closing.cpp"
#include "../06-select/draw.cpp"
#include "../06-select/first_come.cpp"
#include "../06-select/handlers.cpp"
#include "../06-select/leaving.cpp"
#include "../06-select/lock_order.cpp"
#include "../06-select/many_channels.cpp"
#include "../06-select/memory.cpp"
#include "../06-select/ready_cases.cpp"
#include "../06-select/several_lines.cpp"
#include "../06-select/waiting.cpp"
// NOLINTEND(bugprone-suspicious-include)
#undef never_returns
#undef select
#pragma pop_macro("TEST_CASE")

using workbook_tests::Beside;
using workbook_tests::run_beside;

TEST_CASE("beside a deadline select takes what can proceed", "[07][task2]") {
  run_beside(Beside::a_deadline, chapter_6, "[task1]");
}

TEST_CASE("beside a deadline a select that waits is found", "[07][task2]") {
  run_beside(Beside::a_deadline, chapter_6, "[task2]");
}

TEST_CASE("beside a deadline a select keeps to the order of its lines",
          "[07][task2]") {
  run_beside(Beside::a_deadline, chapter_6, "[task3]");
}

TEST_CASE("beside a deadline selects meet each other, and themselves",
          "[07][task2]") {
  run_beside(Beside::a_deadline, chapter_6, "[task4]");
}

TEST_CASE("beside a deadline a select survives closes and values that break",
          "[07][task2]") {
  run_beside(Beside::a_deadline, chapter_6, "[task5]");
}

TEST_CASE("beside otherwise select takes what can proceed", "[07][task1]") {
  run_beside(Beside::otherwise, chapter_6, "[task1]");
}
