#include "testing/builder.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "limits.hpp"
#include "messages.hpp"
#include "process/run_child.hpp"
#include "project/files.hpp"
#include "testing/compiler_output.hpp"

namespace program {

Builder::Builder(const Project& project, Cancel cancel, Tell tell)
    : project_(project), cancel_(std::move(cancel)), tell_(std::move(tell)) {}

std::optional<BuildError> Builder::build_tests(const Chapter& chapter) const {
  configure();
  tell_(Step{"building chapter " + std::to_string(chapter.number)});
  return build(test_targets(chapter));
}

std::vector<fs::path> Builder::test_programs(const Chapter& chapter) const {
  std::vector<fs::path> programs;
  for (const std::string& target : test_targets(chapter)) {
    programs.push_back(project_.build() / "bin" / target);
  }
  return programs;
}

std::optional<BuildError> Builder::build(
    const std::vector<std::string>& targets) const {
  configure();
  std::vector<std::string> words{"cmake", "--build", project_.build().string(),
                                 "--target"};
  words.insert(words.end(), targets.begin(), targets.end());
  const Finished run = run_to_end(words, cancel_, build_limit);
  if (run.succeeded()) return std::nullopt;
  return first_error(run.out + run.error, project_);
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

// Where schedules are explored there is a second program, for data races.
std::vector<std::string> Builder::test_targets(const Chapter& chapter) const {
  std::vector<std::string> targets{"my-" + chapter.folder};
  const std::string cache = read_file(project_.build() / "CMakeCache.txt");
  if (cache.find("WORKBOOK_EXPLORER:BOOL=ON") != std::string::npos) {
    targets.push_back(targets.front() + "-races");
  }
  return targets;
}

}  // namespace program
