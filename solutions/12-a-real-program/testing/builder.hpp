/// @file
/// Builds what the reader has written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "process/cancel.hpp"
#include "project/project.hpp"
#include "testing/job.hpp"
#include "testing/verdict.hpp"

namespace program {

/// What came of a build.
struct Built {
  std::optional<BuildError> error;  ///< The first of a build that failed.
  /// What the compiler warns of in the reader's files, if it had to compile.
  std::vector<BuildError> warnings;
};

/// Configures and builds with CMake in the build folder of the preset `test`,
/// which it makes when it is missing. All of it throws Cancelled, and
/// UserError where nothing can be built at all.
class Builder {
 public:
  /// `tell` is told what is being done.
  Builder(const Project& project, Cancel cancel, Tell tell);

  /// Builds the reader's test programs of the chapter. A file that is missing
  /// is an error, too.
  [[nodiscard]] Built build_tests(const Chapter& chapter) const;

  /// Where these programs are.
  [[nodiscard]] std::vector<fs::path> test_programs(
      const Chapter& chapter) const;

  /// Builds the targets; tells how far it is under the name `what`.
  [[nodiscard]] Built build(const std::vector<std::string>& targets,
                            const std::string& what) const;

 private:
  void configure() const;
  void expect_writable() const;
  [[nodiscard]] std::vector<std::string> test_targets(
      const Chapter& chapter) const;

  const Project& project_;
  const Cancel cancel_;
  const Tell tell_;
};

}  // namespace program
