// The program on a copy of the whole project, with the real compiler and the
// real tests: a reader's whole way, from starter to pass, chapter by chapter.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "process/run_child.hpp"
#include "tiny_project.hpp"

namespace {

namespace fs = std::filesystem;

constexpr program::Limits limit{std::chrono::minutes{10}};

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

TEST_CASE("all ten chapters, with the real tools", "[.][whole-project]") {
  const WholeProject project;
  for (int chapter = 1; chapter <= 10; ++chapter) {
    const std::string number = std::to_string(chapter);
    auto ran = project.workbook("check " + number);
    INFO(ran.out + ran.error);
    CHECK(contains(ran.out, "Chapter " + number + ", "));
    CHECK(contains(ran.out, ": 0 of "));
    CHECK(contains(ran.out, "unfinished: "));
    CHECK(contains(project.workbook("hint " + number).out, "hint 1 of "));
    CHECK(project.workbook("take " + number).succeeded());
    ran = project.workbook("check " + number);
    INFO(ran.out + ran.error);
    CHECK(ran.succeeded());
    CHECK(contains(ran.out, " passes: "));
  }
  CHECK(contains(project.workbook("").out, "10 of 10 chapters pass."));
  CHECK(contains(project.workbook("run --seconds 0.1").out, "readOps: "));
}
