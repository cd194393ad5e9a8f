// The program on a copy of the whole project, with the real compiler and the
// real tests: a reader's first chapter, from the starter to the pass.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "run_child.hpp"
#include "tiny_project.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes limit{10};

class WholeProject {
 public:
  WholeProject() {
    const fs::path from = WORKBOOK_PROJECT;
    for (const char* part : {"CMakeLists.txt", "CMakePresets.json", "chapters",
                             "solutions", "tests", "docs"}) {
      fs::copy(from / part, folder_.path() / part, fs::copy_options::recursive);
    }
  }

  [[nodiscard]] program::Finished workbook(const std::string& words) const {
    return program::run_to_end({"sh", "-c",
                                "cd '" + folder_.path().string() +
                                    "' && " WORKBOOK_PROGRAM " " + words},
                               program::make_cancel(), limit);
  }

 private:
  tests::TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the first chapter, with the real tools", "[.][whole-project]") {
  const WholeProject project;
  auto ran = project.workbook("check 1");
  INFO(ran.out + ran.error);
  CHECK(contains(ran.out, "Chapter 1, shared state: 0 of 2 tasks"));
  CHECK(contains(ran.out, "unfinished: "));
  CHECK(contains(ran.out, "chapters/01-shared-state/"));
  CHECK(contains(project.workbook("hint 1").out, "hint 1 of "));
  CHECK(project.workbook("take 1").succeeded());
  ran = project.workbook("check 1");
  CHECK(ran.succeeded());
  CHECK(contains(ran.out, "passes: 2 of 2 tasks"));
}
