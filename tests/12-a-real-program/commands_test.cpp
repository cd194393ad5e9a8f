// `workbook` as a reader and as a script use it, on a small project whose
// tests are built at once. Each case goes through the program itself: what it
// prints, its exit status, and what it leaves on the disk.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "solved.hpp"
#include "tiny_project.hpp"

using tests::contains;
using tests::Ran;
using tests::solved;
using tests::TinyProject;

namespace {

constexpr const char* store = "chapters/01-locking/store.hpp";

}  // namespace

TEST_CASE("a reader goes from the first chapter to the last", "[12]") {
  const TinyProject project;
  Ran ran = project.workbook("");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "> 01 locking □□ not tested yet"));
  CHECK(contains(ran.out, "  02 parking □  not tested yet"));

  const std::string starter = project.read(store);
  project.write(store, solved(starter.substr(0, starter.find("void write"))) +
                           starter.substr(starter.find("void write")));
  ran = project.workbook("check");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "Chapter 1, locking: 1 of 2 tasks, 1 of 2 cases"));
  CHECK(contains(ran.out,
                 "Task 2, not yet: two writes, one after the other "
                 "(sentence 1)"));
  CHECK(contains(ran.out, "chapters/01-locking/store.hpp:4: void write()"));

  project.write(store, solved(starter));
  ran = project.workbook("check 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out,
                 "Chapter 1, locking, passes: 2 of 2 tasks, 2 of 2 cases, "
                 "4800 schedules, 24 orders"));
  CHECK(contains(ran.out, "The solution beside yours: workbook diff 1"));

  CHECK(project.workbook("take 2").status == 0);
  CHECK(contains(project.workbook("").out, "1 of 2 chapters pass"));
  CHECK(project.workbook("check").status == 0);
  CHECK(contains(project.workbook("").out, "2 of 2 chapters pass"));
}

TEST_CASE("workbook alone builds nothing and always succeeds", "[12]") {
  TinyProject project;
  project.set("SLOW_BUILDS=1");
  CHECK(project.workbook("").status == 0);
  CHECK_FALSE(tests::fs::exists(project.root() / "build"));
}

TEST_CASE("hints come one by one, and the last one again", "[12]") {
  const TinyProject project;
  CHECK(contains(project.workbook("hint").out, "hint 1 of 3"));
  const Ran second = project.workbook("hint 1");
  CHECK(contains(second.out, "Store::read: hint 2 of 3"));
  CHECK(contains(second.out, "Which mutex guards the map?"));
  CHECK_FALSE(contains(second.out, "What may another thread do"));
  CHECK(contains(project.workbook("hint").out, "the last hint"));
  CHECK(contains(project.workbook("hint").out, "hint 3 of 3"));
}

TEST_CASE("a hint is for the first task that is open", "[12]") {
  const TinyProject project;
  std::string text = project.read(store);
  text.replace(text.find("todo(\"01: Store::read\", \"task 1\")"), 33,
               "lock()");
  project.write(store, text);
  CHECK(contains(project.workbook("hint").out, "task 2, Store::write: hint 1"));
}

TEST_CASE("a file that is gone is named", "[12]") {
  const TinyProject project;
  project.remove(store);
  const Ran ran = project.workbook("check 1");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "store.hpp is missing, and is included."));
}

TEST_CASE("every folder of the project will do, and no other", "[12]") {
  TinyProject project;
  project.install_program("../workbook");
  CHECK(contains(project.workbook("", "tests/01-locking").out, "> 01 locking"));
  const Ran ran = project.workbook("", "..");
  CHECK(ran.status == 2);
  CHECK(contains(ran.error, "workbook: this is not a folder of the workbook"));
}

TEST_CASE("in a foreign folder it is the program's own project", "[12]") {
  TinyProject project;
  project.install_program("build/test/bin/workbook");
  CHECK(contains(project.workbook("", "..").out, "> 01 locking"));
}

TEST_CASE("a build folder that is missing is made", "[12]") {
  const TinyProject project;
  CHECK(project.workbook("check 1").status == 1);
  project.remove("build");
  CHECK(project.workbook("check 1").status == 1);
  CHECK(tests::fs::exists(project.root() / "build/test/build.ninja"));
}

TEST_CASE("what makes no sense gets one line and status 2", "[12]") {
  const TinyProject project;
  for (const char* words :
       {"chek", "check eleven", "check 11", "check 0", "take", "hint 1 2",
        "--jsn", "check --spoil", "watch", "diff 99", "hunt 2"}) {
    INFO(words);
    const Ran ran = project.workbook(words);
    CHECK(ran.status == 2);
    CHECK(ran.error.starts_with("workbook: "));
    CHECK(ran.error.find('\n') == ran.error.size() - 1);
    CHECK(ran.out.empty());
  }
  CHECK(project.workbook("--help").status == 0);
}

TEST_CASE("in a pipe there are no escape codes", "[12]") {
  const TinyProject project;
  for (const char* words : {"", "check", "hint", "diff 1 --spoil"}) {
    const Ran ran = project.workbook(words);
    CHECK_FALSE(contains(ran.out + ran.error, "\x1b"));
  }
}

TEST_CASE("run builds the reader's program and becomes it", "[12]") {
  const TinyProject project;
  const Ran ran = project.workbook("run --seconds 2");
  CHECK(ran.status == 0);
  CHECK(ran.out == "readOps: 12 --seconds 2\n");
  CHECK(project.workbook("run --clients tasks").out ==
        "readOps: 12 of tasks --clients tasks\n");
  CHECK(project.workbook("run --seconds 2 --workers 1").out ==
        "readOps: 12 of tasks --seconds 2 --workers 1\n");
}

TEST_CASE("a hunt shows a failure, asks what it is, keeps score", "[12]") {
  const TinyProject project;
  Ran ran = project.workbook("hunt 1", ".", "foo\\n1\\n2\\n");
  CHECK(contains(ran.out, "Fails: "));
  CHECK(contains(ran.out, "x   2         write   store.hpp:"));
  CHECK_FALSE(contains(ran.out, "EXPLORER_REPLAY"));  // it names the mistake
  CHECK(contains(ran.out, "Which mistake is it?"));
  for (const char* choice : {"  1  ", "  2  ", "  3  ", "  4  "}) {
    CHECK(contains(ran.out, choice));
  }
  CHECK(contains(ran.out, "'foo' is none of them: type a number from 1 to 4"));
  CHECK(contains(project.read(".workbook/hunt/store.hpp"), "wrong("));
  const bool right = contains(ran.out, "Right: ");
  CHECK(right != contains(ran.out, "No. It is this: "));
  CHECK(ran.status == (right ? 0 : 1));
  CHECK(contains(ran.out, "of 1 found in chapter 1"));
  CHECK_FALSE(contains(ran.out, "On the site"));
  for (const char* name : {"read-of-a-copy", "read-without-the-lock",
                           "two-locks", "write-without-the-lock"}) {
    project.write(std::string{"build/docs/site/wrong-01-"} + name + ".html",
                  "");
  }
  ran = project.workbook("hunt 1", ".", "2\\n3\\n");
  CHECK(contains(ran.out, "of 2 found in chapter 1"));
  CHECK(contains(ran.out, "On the site: build/docs/site/wrong-01-"));
  CHECK(project.workbook("hunt 1").status == 1);  // no answer
}

TEST_CASE("check and take accept several chapters", "[12]") {
  const TinyProject project;
  CHECK(project.workbook("take 1 2").status == 0);
  Ran ran = project.workbook("check 1 2");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "Chapter 1, locking, passes"));
  CHECK(contains(ran.out, "Chapter 2, parking, passes"));
  CHECK(project.workbook("reset 1", ".", "y\\n").status == 0);
  ran = project.workbook("check 1 2");
  CHECK(ran.status == 1);
  CHECK(contains(ran.out, "Chapter 1, locking: 0 of 2 tasks"));
  CHECK(contains(ran.out, "Chapter 2, parking, passes"));
}

TEST_CASE("a command that is nearly one is named", "[12]") {
  const TinyProject project;
  CHECK(contains(project.workbook("chek").error, "did you mean 'check'?"));
  CHECK_FALSE(contains(project.workbook("xyzzy").error, "did you mean"));
}

TEST_CASE("the book's parts are counted apart", "[12]") {
  const TinyProject project;
  project.write("chapters/chapters.txt",
                "01-locking exercise 1 5\n02-parking exercise 2 5\n"
                "03-reading reading 2 5\n");
  CHECK(project.workbook("take 1").status == 0);
  CHECK(project.workbook("check 1").status == 0);
  CHECK(contains(project.workbook("").out,
                 "Chapters that pass: part I: 1 of 1, part II: 0 of 1."));
  CHECK(contains(project.workbook("check 3").error,
                 "no chapter 3 with exercises; they are 1 to 2"));
}
