// What `workbook` does to the reader's files: nothing is ever lost.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
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

TEST_CASE("take keeps the reader's file, and says where", "[12]") {
  const TinyProject project;
  CHECK(project.workbook("").status == 0);  // copies the starters
  project.write(store, "// mine\n");
  const Ran ran = project.workbook("take 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "chapters/01-locking/store.hpp.yours.1"));
  CHECK(project.read("chapters/01-locking/store.hpp.yours.1") == "// mine\n");
  CHECK(project.read(store) == project.read("solutions/01-locking/store.hpp"));

  project.write(store, "// mine again\n");
  CHECK(project.workbook("take 1").status == 0);
  CHECK(project.read("chapters/01-locking/store.hpp.yours.1") == "// mine\n");
  CHECK(project.read("chapters/01-locking/store.hpp.yours.2") ==
        "// mine again\n");
  CHECK(contains(project.workbook("take 1").out, "have the solution already"));
}

TEST_CASE("take brings all that a solution leans on", "[12]") {
  const TinyProject project;
  CHECK(project.workbook("").status == 0);  // copies the starters
  project.write(store, "// mine\n");
  CHECK(project.workbook("take 2").status == 0);
  for (const char* name : {"01-locking/store.hpp", "02-parking/permit.hpp",
                           "02-parking/parker.hpp"}) {
    CHECK(project.read(std::string{"chapters/"} + name) ==
          project.read(std::string{"solutions/"} + name));
  }
  CHECK(project.read("chapters/01-locking/store.hpp.yours.1") == "// mine\n");
}

TEST_CASE("starters and solutions are not kept beside", "[12]") {
  const TinyProject project;
  for (const char* words : {"take 1", "reset 1", "take 1", "reset 1"}) {
    CHECK(project.workbook(words).status == 0);
  }
  CHECK_FALSE(tests::fs::exists(project.root() /
                                "chapters/01-locking/store.hpp.yours.1"));
}

TEST_CASE("take asks before it breaks a later chapter that passes", "[12]") {
  const TinyProject project;
  project.write(store, solved(project.read(store)) + "// mine\n");
  CHECK(project.workbook("take 2").status == 0);
  project.write(store, solved(project.read(store)) + "// mine\n");
  CHECK(project.workbook("check 2").status == 0);
  for (const char* answer : {"", "n\\n"}) {
    const Ran ran = project.workbook("take 1", ".", answer);
    CHECK(ran.status == 1);
    CHECK(contains(ran.out, "Chapter 2 passed, or is under way,"));
    CHECK(contains(ran.out, "Nothing was changed."));
    CHECK(contains(project.read(store), "// mine"));
  }
  CHECK(project.workbook("take 1", ".", "y\\n").status == 0);
  CHECK_FALSE(contains(project.read(store), "// mine"));
}

// Chapter 2 is built on a newer store.hpp, and chapter 1 brings nothing else
// than that; note.hpp is chapter 1's alone.
TEST_CASE("take leaves what a chapter under way is built on", "[12]") {
  const TinyProject project;
  const std::string note = "chapters/01-locking/note.hpp";
  project.write("solutions/01-locking/note.hpp", "// the solution\n");
  project.write("solutions/02-parking/store.hpp", "// newer\n");
  project.write(store, "// half of what is newer\n");
  project.write(note, "// mine\n");
  CHECK(project.workbook("check 2").status == 1);
  const Ran refused = project.workbook("take 1");
  CHECK(refused.status == 1);
  CHECK(contains(refused.out, "Nothing was changed."));
  CHECK(project.read(store) == "// half of what is newer\n");

  project.remove("solutions/01-locking/store.hpp");
  project.write("solutions/01-locking/note.hpp", "#include \"store.hpp\"\n");
  CHECK(project.workbook("take 1").status == 0);
  CHECK(contains(project.read(note), "store.hpp"));
  CHECK(project.read(store) == "// half of what is newer\n");
}

TEST_CASE("progress outlives the build folder, and is moved out of it",
          "[12]") {
  const TinyProject project;
  CHECK(project.workbook("take 1").status == 0);
  CHECK(project.workbook("check 1").status == 0);
  const std::string kept = project.read(".workbook/progress.txt");
  project.remove("build");
  CHECK(contains(project.workbook("").out, "1 of 2 chapters pass"));
  project.remove(".workbook");
  project.write("build/test/workbook-progress.txt", kept);
  CHECK(contains(project.workbook("").out, "1 of 2 chapters pass"));
  CHECK(project.read(".workbook/progress.txt") == kept);
  CHECK(project.read("build/test/workbook-progress.txt").empty());
}

TEST_CASE("reset brings back the starter without git", "[12]") {
  const TinyProject project;
  const std::string starter = project.read(store);
  CHECK(project.workbook("").status == 0);
  project.write(store, "// mine\n");
  const Ran ran = project.workbook("reset 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "the copy made when workbook first ran"));
  CHECK(project.read(store) == starter);
  CHECK(project.read("chapters/01-locking/store.hpp.yours.1") == "// mine\n");
}

TEST_CASE("reset brings back the starter from git", "[12]") {
  const TinyProject project;
  const std::string git =
      "-c user.name=reader -c user.email=reader@example.org";
  const std::string commit = "git add -A && git " + git + " commit -q -m ";
  const auto shell = [&](const std::string& line) {
    return std::system(
        ("cd '" + project.root().string() + "' && " + line + " >/dev/null 2>&1")
            .c_str());
  };
  if (shell("git init -q && " + commit + "starters") != 0) {
    SKIP("there is no git here");
  }
  // An author moves an unfinished part to another file.
  const std::string moved = "void moved() { todo(\"1: moved\"); }\n";
  const std::string starter = project.read(store);
  project.write(store, starter + moved);
  REQUIRE(shell(commit + "before") == 0);
  project.write(store, starter);
  project.write("chapters/02-parking/other.hpp", moved);
  REQUIRE(shell(commit + "after") == 0);
  project.write(store, solved(starter));
  REQUIRE(shell(commit + "mine") == 0);  // readers commit, too
  const Ran ran = project.workbook("reset 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "from git, commit "));
  CHECK(project.read(store) == starter);
}

TEST_CASE("diff shows the solution after a pass, or when asked to spoil",
          "[12]") {
  const TinyProject project;
  Ran ran = project.workbook("diff 1");
  CHECK(ran.status == 1);
  CHECK_FALSE(contains(ran.out, "+void read()"));
  ran = project.workbook("diff 1 --spoil");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "+void read() { lock(); }"));
  project.write(store, solved(project.read(store)) + "// mine\n");
  ran = project.workbook("diff 1");
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "-// mine"));
}
