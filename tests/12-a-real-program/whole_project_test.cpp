// The program on a copy of the whole project: a reader's way from starter to
// pass, with the real compiler and the real tests.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "process/run_child.hpp"
#include "project/files.hpp"
#include "project/project.hpp"
#include "tiny_project.hpp"

namespace {

namespace fs = std::filesystem;

constexpr program::Limits limit{std::chrono::minutes{10}};

const fs::path right_answers =
    fs::path{WORKBOOK_PROJECT} / "tests" / "right-answers";

class WholeProject {
 public:
  WholeProject() {
    const fs::path from = WORKBOOK_PROJECT;
    for (const char* part : {"CMakeLists.txt", "CMakePresets.json", "chapters",
                             "solutions", "tests", "docs"}) {
      fs::copy(from / part, folder_.path() / part, fs::copy_options::recursive);
    }
  }

  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

  [[nodiscard]] program::Finished workbook(const std::string& words) const {
    return shell(WORKBOOK_PROGRAM " " + words);
  }

  [[nodiscard]] program::Finished shell(const std::string& line) const {
    return program::run_to_end(
        {"sh", "-c", "cd '" + folder_.path().string() + "' && " + line},
        program::make_cancel(), limit);
  }

  /// A reader's files as they began, and none of the workbook's notes.
  void begin_again() const {
    fs::remove_all(folder_.path() / ".workbook");
    fs::remove_all(folder_.path() / "chapters");
    fs::copy(fs::path{WORKBOOK_PROJECT} / "chapters",
             folder_.path() / "chapters", fs::copy_options::recursive);
  }

  /// Puts another design's headers in the places of the reader's.
  void answer_with(const program::Chapter& chapter) const {
    const program::Project project{folder_.path()};
    for (const auto& each :
         fs::directory_iterator{right_answers / chapter.folder}) {
      const std::string name = each.path().filename().string();
      const fs::path new_one = project.in("chapters", chapter) / name;
      program::write_file(project.readers_file(name).value_or(new_one),
                          program::read_file(each.path()));
    }
  }

  void append(const std::string& name, const std::string& text) const {
    const fs::path file = folder_.path() / name;
    program::write_file(file, program::read_file(file) + text);
  }

 private:
  tests::TemporaryFolder folder_;
};

// The newest version of each header that the exercises have by then, by name.
std::map<std::string, fs::path> headers_after(const program::Project& project,
                                              const program::Chapter& last) {
  std::map<std::string, fs::path> headers;
  for (const program::Chapter& chapter : project.chapters()) {
    if (chapter.number > last.number) break;
    for (const auto& each :
         fs::directory_iterator{project.in("solutions", chapter)}) {
      if (each.path().extension() != ".hpp") continue;
      headers[each.path().filename().string()] = each.path();
    }
  }
  return headers;
}

// Whether it is the first of its part, or the last of all.
bool is_tried(const program::Project& project,
              const program::Chapter& chapter) {
  const auto& all = project.chapters();
  const auto first =
      std::ranges::find(all, chapter.part, &program::Chapter::part);
  return first->number == chapter.number || all.back().number == chapter.number;
}

// The only copy that is built, since that takes its time. Begins again.
const WholeProject& built_project() {
  static const WholeProject project;
  project.begin_again();
  return project;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

// So what the reference's tests say of a chapter holds for what is taken.
TEST_CASE("what is taken is the reference as it is then") {
  const WholeProject project;
  const program::Project copy{project.folder()};
  for (const program::Chapter& chapter : copy.chapters()) {
    CHECK(
        project.workbook("take " + std::to_string(chapter.number)).succeeded());
    for (const auto& [name, reference] : headers_after(copy, chapter)) {
      INFO(name << " after chapter " << chapter.number);
      const auto taken = copy.readers_file(name);
      REQUIRE(taken);
      // Chapter 11's version comes with what needs it, and not before.
      const auto newest = copy.solution_file(name, chapter.number);
      const std::string text = program::read_file(*taken);
      CHECK((text == program::read_file(reference) ||
             text == program::read_file(newest.value())));
    }
  }
}

// The first chapter of each part, and the last; of the others the case above
// sees what is taken, and .ci/starters_must_fail that they fail before.
TEST_CASE("a reader's way, with the real tools", "[.][whole-project]") {
  const WholeProject& project = built_project();
  const auto check = [&project](const std::string& number) {
    const auto ran = project.workbook("check " + number);
    return ran.out + ran.error;
  };
  const std::string unfinished = check("1");
  INFO(unfinished);
  CHECK(contains(unfinished, "Chapter 1, "));
  CHECK(contains(unfinished, ": 0 of "));
  CHECK(contains(unfinished, "unfinished: "));
  CHECK(contains(project.workbook("hint 1").out, "hint 1 of "));

  const program::Project chapters{WORKBOOK_PROJECT};
  for (const program::Chapter& chapter : chapters.chapters()) {
    const std::string number = std::to_string(chapter.number);
    CHECK(project.workbook("take " + number).succeeded());
    if (!is_tried(chapters, chapter)) continue;
    const std::string passes = check(number);
    INFO(passes);
    CHECK(contains(passes, " passes: "));
  }
  CHECK(contains(project.workbook("").out, "part I: "));
  CHECK(contains(project.workbook("run --seconds 0.1").out, "readOps: "));
  CHECK(contains(project.workbook("run --clients tasks --seconds 0.1").out,
                 "readOps: "));
  // What a reader writes into chapter 10's main.cpp runs, whatever is in 19.
  const std::string main = "chapters/10-op-count/main.cpp";
  project.append(main, "const bool said = (std::cout << \"mine\\n\", true);\n");
  CHECK(contains(project.workbook("run --seconds 0.1").out, "mine\nreadOps: "));
}

TEST_CASE("warnings in a right answer do not fail it", "[.][whole-project]") {
  const WholeProject& project = built_project();
  CHECK(project.workbook("take 1").succeeded());
  project.append("chapters/01-shared-state/op_counter.hpp",
                 "struct Shadowing {\n"
                 "  explicit Shadowing(int value) : value{value} {}\n"
                 "  int value;\n"
                 "};\n");
  const auto ran = project.workbook("check 1");
  INFO(ran.out + ran.error);
  CHECK(ran.succeeded());
  CHECK(contains(ran.out, "the compiler warns of this"));
  CHECK(contains(ran.out, "[-Wshadow]"));
  const auto answers = project.shell(
      "cmake --preset test -DWORKBOOK_ANSWERS=chapters && "
      "cmake --build build/test --target answers-01");
  INFO(answers.out + answers.error);
  CHECK(answers.succeeded());
}

// The solutions of later chapters replace a part of the files only.
TEST_CASE("what is taken breaks no right answer before it", "[.][takes]") {
  const WholeProject& project = built_project();
  const program::Project chapters{WORKBOOK_PROJECT};
  std::string all_of_them = "take";
  for (const program::Chapter& solved : chapters.chapters()) {
    all_of_them += " " + std::to_string(solved.number);
    if (!fs::exists(right_answers / solved.folder)) continue;
    for (const program::Chapter& taken : chapters.chapters()) {
      if (taken.number <= solved.number || taken.part != 1) continue;
      project.begin_again();
      CHECK(project.workbook(all_of_them).succeeded());
      project.answer_with(solved);
      const std::string number = std::to_string(taken.number);
      CHECK(project.workbook("take " + number).succeeded());
      const auto ran = project.workbook("check " + number);
      INFO(taken.folder << " on " << solved.folder);
      INFO(ran.out << ran.error);
      CHECK(ran.succeeded());
      CHECK(project.workbook("check " + std::to_string(solved.number))
                .succeeded());
    }
  }
}
