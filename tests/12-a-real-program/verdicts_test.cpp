// What `workbook check` says of a chapter: its verdict, and what the reader is
// shown of it. On a small project whose tests are built at once.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>

#include "solved.hpp"
#include "tiny_project.hpp"

using tests::contains;
using tests::Ran;
using tests::solved;
using tests::TinyProject;

namespace {

constexpr const char* store = "chapters/01-locking/store.hpp";
constexpr const char* parker = "chapters/02-parking/parker.hpp";

}  // namespace

TEST_CASE("what does not build leaves the open task open", "[12]") {
  const TinyProject project;
  const std::string starter = project.read(store);
  const auto second = starter.find("void write");
  const std::string half =
      solved(starter.substr(0, second)) + starter.substr(second);
  project.write(store, half);
  CHECK(project.workbook("check 1").status == 1);
  project.write(store, half + "#error oops\n");
  CHECK(project.workbook("check 1").status == 1);
  CHECK(contains(project.workbook("").out, "▨□ 1 of 2 tasks, does not build"));
  CHECK(contains(project.workbook("hint 1").out, "task 2, Store::write"));
}

TEST_CASE("what never built has the task before what is unfinished open",
          "[12]") {
  const TinyProject project;
  const std::string starter = project.read(store);
  project.write(store, starter + "#error oops\n");
  CHECK(contains(project.workbook("hint 1").out, "task 1, Store::read"));
  project.write(store, solved(starter.substr(0, starter.find("void write"))) +
                           starter.substr(starter.find("void write")) +
                           "#error oops\n");
  CHECK(contains(project.workbook("hint 1").out, "task 1, Store::read"));
}

TEST_CASE("editing a chapter that passed shows honestly", "[12]") {
  const TinyProject project;
  const std::string starter = project.read(store);
  project.write(store, solved(starter));
  CHECK(project.workbook("check 1").status == 0);
  project.write(store, starter);
  Ran ran = project.workbook("");
  CHECK(contains(ran.out, "> 01 locking ▨▨ passed, before"));
  project.write(store, solved(starter));
  ran = project.workbook("check");
  CHECK(contains(ran.out, "Chapter 2, parking"));
}

TEST_CASE("a chapter's verdict depends on the files of those before", "[12]") {
  const TinyProject project;
  project.write(store, solved(project.read(store)));
  project.write(parker, solved(project.read(parker)));
  CHECK(project.workbook("check").status == 0);
  project.write(store, project.read(store) + "// one more line\n");
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 0);
  CHECK(contains(project.workbook("hint 1").out, "passes"));
  CHECK(contains(project.workbook("").out, "1 of 2 chapters pass"));
}

TEST_CASE("a failure is shown as its trace, with the decisive line", "[12]") {
  const TinyProject project;
  project.write(store, "// one\nvoid read() { wrong(); }  // task 1\n");
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out,
                 "Task 1, not yet: a read sees the last write, whole "
                 "(sentence 2)\n"
                 "data race: a reader and a writer\n"
                 "chapters/01-locking/store.hpp:2: void read() { wrong(); }"));
  CHECK(contains(ran.out, "x   2         write   store.hpp:2\n\nFound in"));
  // Both programs fail; the one that also sees races is believed.
  CHECK(contains(ran.out, "EXPLORER_REPLAY=1:0:0 "));
  CHECK(contains(ran.out, "my-01-locking-races"));
}

TEST_CASE("the schedule that failed last is kept as a page", "[12]") {
  const TinyProject project;
  Ran ran = project.workbook("show");
  CHECK(ran.status == 2);
  CHECK(contains(ran.error, "no schedule has failed yet"));

  CHECK_FALSE(contains(project.workbook("check 1").out, "workbook show"));
  project.write(store, "// one\nvoid read() { wrong(); }  // task 1\n");
  ran = project.workbook("check 1");
  CHECK(contains(ran.out, "workbook show (.workbook/schedule.html)"));
  const std::string page = project.read(".workbook/schedule.html");
  CHECK(contains(page, "Chapter 1, task 1"));
  CHECK(contains(page, "a read sees the last write, whole"));
  CHECK(contains(page, "x   2         write   store.hpp:2"));
  CHECK(contains(page, R"({"sentence":"\u003c/script>")"));
  CHECK(contains(page, "class Stepper"));
  CHECK_FALSE(contains(page, "{{"));

  ran = project.workbook("show");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, ".workbook/schedule.html is open in the browser"));
  CHECK(project.read("opened") ==
        (project.root() / ".workbook/schedule.html").string() + "\n");
}

TEST_CASE("without a browser show says where the page is", "[12]") {
  TinyProject project;
  project.set("NO_BROWSER=1");
  project.write(store, "void read() { wrong(); }  // task 1\n");
  CHECK(project.workbook("check 1").status == 1);
  const Ran ran = project.workbook("show");
  CHECK(ran.status == 2);
  CHECK(contains(ran.error, "no browser can be opened here; the page is " +
                                project.root().string()));
}

TEST_CASE("only the first error of the compiler is shown", "[12]") {
  const TinyProject project;
  project.write(store, "#pragma once\n#error oops\n");
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "Chapter 1, locking, does not build yet"));
  CHECK(contains(ran.out, "chapters/01-locking/store.hpp:2"));
  CHECK(contains(ran.out, "2 | #error oops"));
  CHECK_FALSE(contains(ran.out, "a second one"));
}

TEST_CASE("check speaks JSON to editors", "[12]") {
  const TinyProject project;
  Ran ran = project.workbook("check 1 --json");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, R"({"chapter":1,"folder":"01-locking",)"));
  CHECK(contains(ran.out, R"("passed":false,"tasks":2,"tasks_done":0)"));
  CHECK(
      contains(ran.out, R"("file":"chapters/01-locking/store.hpp","line":3)"));
  project.write(store, "#error \"oops\"\n");
  ran = project.workbook("check 1 --json");
  CHECK(contains(ran.out, R"("error":{"message":"#error \"oops\"")"));
}

TEST_CASE("a verdict that is known is shown at once", "[12]") {
  const TinyProject project;  // with the usual limits
  const std::string tests_file = "tests/01-locking/store.cpp";
  project.write(tests_file, project.read(tests_file) +
                                "TEST_CASE(\"one that hangs\", \"[task2]\")\n");
  const auto start = std::chrono::steady_clock::now();
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "0 of 2 tasks, 0 of 3 cases"));
  CHECK(contains(ran.out, "Task 1, not yet"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{10});
  CHECK(tests::processes_with(project.root().string()) == 0);
}

TEST_CASE("warnings are shown after a pass, and not before", "[12]") {
  const TinyProject project;
  project.write(store, project.read(store) + "#warning careful\n");
  Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK_FALSE(contains(ran.out, "careful"));
  project.write(store, solved(project.read(store)));
  ran = project.workbook("check 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "the compiler warns of this"));
  CHECK(contains(ran.out, "chapters/01-locking/store.hpp:5\n"));
  CHECK(contains(ran.out, "#warning careful"));
}

TEST_CASE("what g++ 12 compiles wrongly is told before a pass", "[12]") {
  const TinyProject project;
  project.write(store, project.read(store) + "#warning g++ 12 errs here\n");
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "g++ 12 errs here"));
  CHECK(contains(ran.out, "Task 1, not yet"));
}

TEST_CASE("a test that hangs is ended, with all that it started", "[12]") {
  TinyProject project;
  project.set("WORKBOOK_SECONDS=1");
  project.write(store, project.read(store) + "// hang()\n");
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "did not end in time, and was ended"));
  CHECK(tests::processes_with(project.root().string()) == 0);
}
