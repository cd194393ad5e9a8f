// What is read out of the output of tests and compilers.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>

#include "project/contract.hpp"
#include "project/mistakes.hpp"
#include "screen/json.hpp"
#include "testing/build_progress.hpp"
#include "testing/compiler_output.hpp"
#include "testing/failure.hpp"
#include "testing/locate.hpp"
#include "testing/test_program.hpp"
#include "testing/verdict.hpp"
#include "tiny_project.hpp"

using namespace program;  // NOLINT: every name here is one of its

TEST_CASE("test cases are read from Catch2's list", "[12]") {
  const auto cases = parse_cases(
      "<TestCase><Name>a &lt; b, &quot;c&quot; &amp; d></Name>"
      "<Tags>[03][task2]</Tags></TestCase>"
      "<TestCase><Name>no task</Name><Tags>[03]</Tags></TestCase>");
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].name == "a < b, \"c\" & d>");
  CHECK(cases[0].task == 2);
  CHECK(cases[1].task == 0);
  CHECK(as_filter("a, b [c] \\") == "a\\, b \\[c] \\\\");
}

TEST_CASE("a sentence of the contract has its number", "[12]") {
  const std::string page =
      "# 3. a receive waits\n1. a receive waits until\n12. a receive waits\n"
      "not 7. a send waits\n. a send\n";
  CHECK(number_in_contract(page, "a receive waits") == 12);
  CHECK(number_in_contract(page, "a send waits") == 0);
  CHECK(number_in_contract(page, "a send") == 0);
  CHECK(number_in_contract("", "a send") == 0);
}

TEST_CASE("the sentence of a failure is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const auto sentence = [&](const std::string& out, const std::string& error) {
    return judge({"a case", 1}, {out, error, 256}, project).sentence;
  };
  CHECK(sentence("t.cpp:4: failed: unexpected exception with message: 'two'\n",
                 "") == "two");
  CHECK(sentence("t.cpp:4: failed: x == 2 for: 1 == 2\n", "") ==
        "this does not hold: x == 2 for: 1 == 2");
  CHECK(sentence("", "store.hpp:3: unfinished: 01: read, task 1\n") ==
        "unfinished: 01: read, task 1");
  CHECK(sentence("", "") == "the test ended with exit status 1");
}

TEST_CASE("the last place in the reader's files is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const auto place = last_place(
      "x store.hpp:3 y /a/b/store.hpp:4: z mutex.hpp:9 /usr/other.hpp:1",
      project);
  REQUIRE(place);
  CHECK(place->file == "chapters/01-locking/store.hpp");
  CHECK(place->line == 4);
  CHECK(place->source.starts_with("void write()"));
  CHECK_FALSE(last_place("none.hpp:3", project));
  files.write("chapters/02-parking/parker.hpp", "int wait() {\n}\n");
  CHECK(last_place("parker.hpp:1 parker.hpp:2", project)->line == 1);
  const auto newest = last_place("parker.hpp:1, from store.hpp:4", project);
  REQUIRE(newest);
  CHECK(newest->file == "chapters/02-parking/parker.hpp");
  CHECK_FALSE(last_place("(asking.cpp:30, from store.hpp:4)", project));
}

TEST_CASE("a report of the explorer is taken apart", "[12]") {
  const Report report = parse_report(
      "    1 lock\nx   2 write\n\na long\nsentence\nFound in schedule 2\n",
      "a long sentence");
  CHECK(report.trace == "    1 lock\nx   2 write\n");
  CHECK(report.again == "Found in schedule 2\n");
  CHECK(parse_report("x\n\nmain expected: 7\n          got: 8\nthe sum\n"
                     "Found in schedule 2\n",
                     "main expected: 7, got 8: the sum")
            .again == "Found in schedule 2\n");
  CHECK(parse_report("just this\n", "a sentence").trace == "just this\n");
  CHECK(parse_report("a\n\nb\nc\n", "another").again == "b\nc\n");
}

TEST_CASE("an order of tasks is shown without its sentence", "[12]") {
  const std::string sentence = "deadlock: a waits; b waits";
  const std::string order = "in this order:\nturn  a\n   1  waits\n";
  CHECK(parse_report("1 order\ndeadlock: a waits\nb waits\n" + order, sentence)
            .trace == "1 order\n" + order);
  CHECK(parse_report("1 order\nanother\n" + order, sentence).trace ==
        "1 order\nanother\n" + order);
}

TEST_CASE("the decisive place is that of the marked steps", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string trace =
      "    1 lock   store.hpp:1\nx   2 write  store.hpp:2\n"
      "    3 unlock store.hpp:4\n";
  CHECK(decisive_place("no place", trace, project)->line == 2);
  CHECK(decisive_place("see store.hpp:3", trace, project)->line == 3);
  CHECK(decisive_place("", "store.hpp:1 store.hpp:4", project)->line == 4);
  CHECK_FALSE(decisive_place("expected: two",
                             "1 order\nexpected: two\nin this order:\n"
                             "   1  waits (store.hpp:2)\n",
                             project));
  CHECK_FALSE(decisive_place("main expected: 2 (test.cpp:9)",
                             "x   1 expect fails  test.cpp:9\n"
                             "    2 lock   store.hpp:1\n"
                             "x   3 wait   store.hpp:2\n",
                             project));
  CHECK(decisive_place("main expected: 2 (test.cpp:9)",
                       ">   1 load   store.hpp:3\n"
                       "x   2 wait   store.hpp:2\n",
                       project)
            ->line == 3);
  CHECK(decisive_place("reader expected: 2 (test.cpp:9)",
                       ">   1 lock                 store.hpp:1\n"
                       "    2 wakes for no reason  store.hpp:3\n"
                       "    3 unlock               store.hpp:4\n",
                       project)
            ->line == 3);
}

TEST_CASE("schedules and orders are counted", "[12]") {
  CHECK(tried_by("Filters: x\n1,000 schedules, seed 1\n"
                 "all 12 schedules, seed 1\nall 1 schedule, seed 3\n"
                 "all 488 orders\nall 1 order\n20000 orders\n") ==
        program::Tried{1013, 20489});
  CHECK(tried_by("a failure out of order\n") == program::Tried{});
}

TEST_CASE("the first error of a build is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string header = files.root() / "chapters/01-locking/store.hpp";
  auto error = first_error(
      "In file included from x.cpp:1:\n" + header +
          ":7:3: error: expected ';'\n    7 | int x\n      |   ^\n" + header +
          ":9:1: error: more\n",
      project);
  CHECK(error.message == "expected ';'");
  CHECK(error.excerpt == "    7 | int x\n      |   ^\n");
  REQUIRE(error.where);
  CHECK(error.where->file == "chapters/01-locking/store.hpp");
  CHECK(error.where->line == 7);

  error = first_error("ld: a.o: undefined reference to `f()'\n", project);
  CHECK(error.message == "ld: a.o: undefined reference to `f()'");
  CHECK(first_error("", project).message == "the build tool said nothing");
}

TEST_CASE("a wrong answer's head and patch are understood", "[12]") {
  const Mistake mistake = parse_mistake(
      "x",
      "Mistake: a: b\nSymptom: s\nProgram: address\nCaught by: c\n\n--- d");
  CHECK(mistake.what == "a: b");
  CHECK(mistake.symptom == "s");
  CHECK(mistake.caught_by == "c");
  CHECK(mistake.patch == "--- d");
}

TEST_CASE("JSON strings are escaped", "[12]") {
  CHECK(json_string("a\"b\\c\nd") == R"("a\"b\\c\u000ad")");
}

TEST_CASE("a verdict is about the first case that does not pass", "[12]") {
  const auto result = [](const char* name, int task, Outcome outcome) {
    CaseResult it;
    it.name = name;
    it.task = task;
    it.outcome = outcome;
    return it;
  };
  const CaseResult done = result("done", 1, Outcome::passed);
  const CaseResult half = result("half", 2, Outcome::passed);
  const CaseResult open = result("open", 2, Outcome::failed);
  const CaseResult late = result("late", 3, Outcome::failed);
  const CaseResult never = result("never", 4, Outcome::not_run);
  const Verdict verdict{6, {done, half, open, late, never}, {}, {}};
  REQUIRE(verdict.first_failure() != nullptr);
  CHECK(verdict.first_failure()->name == "open");
  CHECK(verdict.tasks() == 4);
  CHECK(verdict.tasks_done() == 1);
  CHECK(verdict.cases_done() == 2);
  CHECK(verdict.first_open_task() == 2);
  CHECK_FALSE(verdict.passed());
  const Verdict passed{6, {done, half}, {}, {}};
  CHECK(passed.passed());
  CHECK(passed.tasks_done() == 2);
  CHECK(passed.first_open_task() == 0);
}

TEST_CASE("an error comes with its notes, of whatever file", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string header = files.root() / "chapters/01-locking/store.hpp";
  const auto error = first_error(
      header + ":7:3: error: no match\n    7 | f(1);\n      | ^\n" +
          "/usr/include/x.hpp:5:6: note: candidate: f()\n    5 | void f();\n" +
          header + ":9:1: error: more\n",
      project);
  CHECK(error.excerpt ==
        "    7 | f(1);\n      | ^\nx.hpp:5:6: note: candidate: f()\n"
        "    5 | void f();\n");
}

TEST_CASE("warnings are those of the reader's files, each once", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string header = files.root() / "chapters/01-locking/store.hpp";
  const std::string warning =
      header + ":7:3: warning: shadows a member [-Wshadow]\n    7 | int x\n";
  const auto warnings = warnings_in(
      warning + "/usr/include/x.hpp:5:6: warning: no\n" + warning, project);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].message == "shadows a member [-Wshadow]");
  CHECK(warnings[0].excerpt == "    7 | int x\n");
}

TEST_CASE("a build counts its steps and says how long", "[12]") {
  using std::chrono::seconds;
  BuildProgress progress;
  CHECK(progress.take("[1/60] Building\n", seconds{2}) == "1 of 60");
  CHECK_FALSE(progress.take("no count\n[34/", seconds{60}));
  CHECK(progress.take("60] Building\n", seconds{68}) ==
        "34 of 60, about a minute");
  CHECK_FALSE(progress.take("[34/60] the same\n", seconds{68}));
  CHECK(progress.take("[35/60] a\n[50/60] b\n", seconds{100}) ==
        "50 of 60, half a minute");
  CHECK(progress.take("[3/100] c\n", seconds{12}) ==
        "3 of 100, about 6 minutes");
  CHECK(progress.take("[60/60] d\n", seconds{12}) == "60 of 60");
}
