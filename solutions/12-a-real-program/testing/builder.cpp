#include "testing/builder.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "limits.hpp"
#include "messages.hpp"
#include "process/run_child.hpp"
#include "project/compiled_files.hpp"
#include "project/files.hpp"
#include "testing/build_progress.hpp"
#include "testing/compiler_output.hpp"

namespace program {

Builder::Builder(const Project& project, Cancel cancel, Tell tell)
    : project_(project), cancel_(std::move(cancel)), tell_(std::move(tell)) {}

Built Builder::build_tests(const Chapter& chapter) const {
  const CompiledFiles compiled = compiled_files(project_, chapter);
  if (!compiled.missing.empty()) {
    return {
        BuildError{messages::missing(compiled.missing.front(), chapter.number),
                   "",
                   {}},
        {}};
  }
  configure();  // which decides what the targets are
  return build(test_targets(chapter),
               "building chapter " + std::to_string(chapter.number));
}

std::vector<fs::path> Builder::test_programs(const Chapter& chapter) const {
  std::vector<fs::path> programs;
  for (const std::string& target : test_targets(chapter)) {
    programs.push_back(project_.build() / "bin" / target);
  }
  return programs;
}

Built Builder::build(const std::vector<std::string>& targets,
                     const std::string& what) const {
  configure();
  tell_(Step{what});
  std::vector<std::string> words{
      "env",
      std::string{"NINJA_STATUS="} + build_status_format,
      "cmake",
      "--build",
      project_.build().string(),
      "--target"};
  words.insert(words.end(), targets.begin(), targets.end());
  using Clock = std::chrono::steady_clock;
  BuildProgress progress;
  const Finished run = run_to_end(
      words, cancel_, build_limit,
      [&, start = Clock::now()](std::string_view output) {
        const auto so_far =
            std::chrono::floor<std::chrono::seconds>(Clock::now() - start);
        if (const auto news = progress.take(output, so_far)) {
          tell_(Step{what + ": " + *news});
        }
      });
  if (run.succeeded()) return {{}, warnings_in(run.out + run.error, project_)};
  return {first_error(run.out + run.error, project_), {}};
}

// Again whenever a build folder is there that was never configured to the end.
void Builder::configure() const {
  expect_writable();
  if (fs::exists(project_.build() / "build.ninja")) return;
  tell_(Step{"making the build folder"});
  const Finished run =
      run_to_end({"cmake", "-S", project_.root().string(), "--preset", "test"},
                 cancel_, build_limit);
  if (run.succeeded()) return;
  const BuildError error = first_error(run.error + run.out, project_);
  throw UserError{messages::cannot_configure + error.message};
}

void Builder::expect_writable() const {
  fs::path folder = project_.build();
  while (!fs::exists(folder)) folder = folder.parent_path();
  if (::access(folder.c_str(), W_OK) == 0) return;
  throw UserError{"cannot build in " + folder.string() + ": " +
                  std::generic_category().message(errno)};
}

// CMake knows which programs a chapter has, and notes it: most have a second
// one, for data races.
std::vector<std::string> Builder::test_targets(const Chapter& chapter) const {
  const std::string name = "my-" + chapter.folder;
  const std::string note = "PROGRAMS_" + name + ":INTERNAL=";
  const std::string cache = read_file(project_.build() / "CMakeCache.txt");
  const auto found = cache.find(note);
  if (found == cache.npos) return {name};
  std::istringstream list{cache.substr(found + note.size())};
  std::string line;
  std::getline(list, line);
  std::istringstream programs{line};
  std::vector<std::string> targets;
  for (std::string target; std::getline(programs, target, ';');) {
    targets.push_back(target);
  }
  return targets;
}

}  // namespace program
