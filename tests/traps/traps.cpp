// What g++ 12 makes of co_await in a condition and on a lambda without a name:
// whether it is as bad as page 13 says, and whether the remedy is one.

#include <catch2/catch_test_macros.hpp>

#include "explorer.hpp"
#include "loop.hpp"
#include "task.hpp"
#include "trapped.hpp"

using workbook::Loop;
using workbook::Task;

namespace {

// Whether the loop runs it and it gives 7.
bool works(Task<> (*task)(int&)) {
  const auto report = explorer::run([task] {
    int result = 0;
    Loop loop;
    loop.run(task(result));
    explorer::expect_equal(result, 7, "what the task has stored");
  });
  return report.verdict == explorer::Verdict::passed;
}

[[maybe_unused]] bool destroys_a_capture_once() {
  const auto report = explorer::run([] {
    long owners = 0;
    Loop loop;
    loop.run(traps::in_lambda(owners));
    explorer::expect_equal(owners, 1, "owners of what was captured");
  });
  return report.verdict == explorer::Verdict::passed;
}

// What we know. Of a later g++ this program says nothing.
#if defined(__clang__)
constexpr bool compiled_right = true;
#elif __GNUC__ == 12
constexpr bool compiled_right = false;
#else
#define OTHER_COMPILER
#endif

}  // namespace

TEST_CASE("what awaits in a condition is right once it has a name") {
  CHECK(works(traps::with_names));
}

#ifndef OTHER_COMPILER
TEST_CASE("co_await in a condition goes wrong with g++ 12, and only there") {
  CHECK(works(traps::in_if) == compiled_right);
  CHECK(works(traps::in_nested) == compiled_right);
  CHECK(works(traps::in_switch) == compiled_right);
  CHECK(works(traps::in_while) == compiled_right);
  CHECK(works(traps::in_for) == compiled_right);
  CHECK(works(traps::in_do) == compiled_right);
}

TEST_CASE("co_await on a lambda without a name does, too") {
  CHECK(destroys_a_capture_once() == compiled_right);
}
#endif
