/// @file
/// A small project in a temporary folder, whose tests are built at once, and
/// the workbook program at work in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

namespace fs = std::filesystem;

/// What a run of the program came to.
struct Ran {
  int status = 0;
  std::string out;
  std::string error;
};

/// A folder that is gone in the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

/// A copy of the folder tiny-project beside this file.
class TinyProject {
 public:
  TinyProject();

  [[nodiscard]] const fs::path& root() const noexcept { return root_; }

  /// Runs `workbook` with these words in the folder `where` of the project;
  /// `input` is its stdin.
  [[nodiscard]] Ran workbook(const std::string& words,
                             const std::string& where = ".",
                             const std::string& input = "") const;

  /// The content of a file of the project.
  [[nodiscard]] std::string read(const std::string& file) const;
  void write(const std::string& file, const std::string& text) const;
  void remove(const std::string& path) const;

  /// Runs a copy of the program at `where` from now on.
  void install_program(const std::string& where);

  /// Sets a variable for what workbook() runs, as in "NO_COLOR=1".
  void set(const std::string& variable) { settings_ += variable + ' '; }

  /// What the shell needs before the program's path: PATH and settings.
  [[nodiscard]] std::string environment() const;

 private:
  TemporaryFolder folder_;
  fs::path root_;
  std::string program_;
  std::string settings_;
};

/// Lets the file be run.
void make_executable(const fs::path& file);

/// How many processes have `text` in their command line; 0 where the
/// system has no /proc.
[[nodiscard]] int processes_with(const std::string& text);

/// Those of them that are stopped.
[[nodiscard]] int stopped_processes_with(const std::string& text);

}  // namespace tests
