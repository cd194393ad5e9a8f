// `workbook watch` on a terminal: real keys are pressed, real files are saved,
// and the screen is read.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "pty.hpp"
#include "tiny_project.hpp"

using tests::Pty;
using tests::TinyProject;

namespace {

constexpr const char* store = "chapters/01-locking/store.hpp";
constexpr const char* parker = "chapters/02-parking/parker.hpp";

// The program becomes the shell's process, so that signals reach it.
std::string watching(const TinyProject& project) {
  return "cd '" + project.root().string() + "' && exec env " +
         project.environment() + WORKBOOK_PROGRAM " watch";
}

std::string solution(const TinyProject& project, const std::string& part) {
  return project.read("solutions/" + part);
}

}  // namespace

TEST_CASE("watch shows the first case that fails, on one screen", "[12]") {
  const TinyProject project;
  Pty terminal{watching(project)};
  CHECK(terminal.shows("Task 1, not yet: a read sees the last write, whole"));
  CHECK(terminal.shows("1□□ 2□"));
  CHECK(terminal.shows("chapters/01-locking/store.hpp:3: void read()"));
  CHECK(terminal.shows("unfinished: task 1"));
  CHECK(terminal.shows("h hint  o open  l list  c check all  q quit"));
  CHECK(terminal.screen().is_alternate());
  terminal.type("q");
  CHECK(terminal.wait() == 0);
  CHECK_FALSE(terminal.screen().is_alternate());
  CHECK_FALSE(terminal.screen().cursor_is_hidden());
  CHECK(terminal.is_as_before());
}

TEST_CASE("a save is tested at once; n goes on after a pass", "[12]") {
  const TinyProject project;
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("not yet: a read sees"));
  terminal.type("n");  // too early
  project.write(store, solution(project, "01-locking/store.hpp"));
  REQUIRE(terminal.shows("Chapter 1, locking, passes: 2 of 2 tasks"));
  CHECK(terminal.shows("n next"));
  CHECK(terminal.shows("1■■ 2□"));
  terminal.type("d");
  CHECK(terminal.shows("Yours is the solution, word for word."));
  terminal.type("n");
  REQUIRE(terminal.shows("Task 1, not yet: park waits for the permit"));
  project.write("chapters/02-parking/permit.hpp",
                solution(project, "02-parking/permit.hpp"));
  project.write(parker, solution(project, "02-parking/parker.hpp"));
  REQUIRE(terminal.shows("Chapter 2, parking, passes"));
  terminal.type("nq");
  CHECK(terminal.wait() == 0);
}

TEST_CASE("keys show a hint, the list, and all chapters checked", "[12]") {
  const TinyProject project;
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("not yet: a read sees"));
  terminal.type("h");
  CHECK(terminal.shows("hint 1 of 3"));
  terminal.type("h");
  CHECK(terminal.shows("Which mutex guards the map?"));
  terminal.type("l");
  CHECK(terminal.shows("> 01 locking □□ 0 of 2 tasks"));
  CHECK(terminal.shows("02 parking □  not tested yet"));
  terminal.type("c");
  CHECK(terminal.shows("02 parking □  0 of 1 task"));
  terminal.type("\x1b");
  CHECK(terminal.shows("not yet: a read sees"));
}

TEST_CASE("a save during a run cancels it, with all that it started", "[12]") {
  const TinyProject project;
  const std::string starter = project.read(store);
  project.write(store, starter + "// slow()\n");
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("building chapter 1 …"));
  project.write(store, solution(project, "01-locking/store.hpp"));
  REQUIRE(terminal.shows("Chapter 1, locking, passes"));
  CHECK(tests::processes_with(project.root().string()) == 0);
}

TEST_CASE("the screen follows the size of the terminal", "[12]") {
  const TinyProject project;
  project.write(store, "void read() { wrong(); }  // task 1\n");
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("not yet: a read sees"));
  terminal.resize(10, 40);
  CHECK(terminal.shows("Task 1, not yet: a read sees the last"));
  CHECK(terminal.shows("more lines"));
  terminal.type("   ");
  CHECK(terminal.shows("Found in schedule 7, seed 1."));
}

TEST_CASE("with NO_COLOR the screen has no colours", "[12]") {
  for (const char* variable : {"NO_COLOR=", "NO_COLOR=1"}) {
    TinyProject project;
    project.set(variable);
    Pty terminal{watching(project)};
    REQUIRE(terminal.shows("not yet: a read sees"));
    const bool coloured =
        terminal.output().find("\x1b[31m") != std::string::npos;
    CHECK(coloured == (std::string{variable} == "NO_COLOR="));
  }
}

TEST_CASE("o opens the decisive line, and the screen comes back", "[12]") {
  TinyProject project;
  project.set("EDITOR=vi");
  project.write("tools/vi", "#!/bin/sh\necho \"$*\" >edited\nread -r line\n");
  tests::make_executable(project.root() / "tools/vi");
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("not yet: a read sees"));
  terminal.type("o");
  REQUIRE(terminal.becomes([&] { return !project.read("edited").empty(); }));
  CHECK(project.read("edited") ==
        "+3 " + (project.root() / store).string() + "\n");
  CHECK_FALSE(terminal.screen().is_alternate());
  CHECK(terminal.is_as_before());
  terminal.type("q\r");  // a line for the editor, not a key for us
  CHECK(terminal.shows("not yet: a read sees"));
  terminal.type("q");
  CHECK(terminal.wait() == 0);
  CHECK(terminal.is_as_before());
}

TEST_CASE("s opens the failing schedule in a browser", "[12]") {
  const TinyProject project;
  project.write(store, "void read() { wrong(); }  // task 1\n");
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("h hint  o open  s step through  l list"));
  terminal.type("s");
  CHECK(terminal.shows(".workbook/schedule.html is open in the browser"));
  CHECK(project.read("opened") ==
        (project.root() / ".workbook/schedule.html").string() + "\n");
}

TEST_CASE("p goes back to the chapter before", "[12]") {
  const TinyProject project;
  project.write(store, solution(project, "01-locking/store.hpp"));
  Pty terminal{watching(project)};
  REQUIRE(terminal.shows("Chapter 1, locking, passes"));
  terminal.type("n");
  REQUIRE(terminal.shows("Task 1, not yet: park waits"));
  terminal.type("p");
  CHECK(terminal.shows("Chapter 1, locking, passes"));
}
