/// @file
/// The project on the disk: its folders, its chapters, its files.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace program {

namespace fs = std::filesystem;

/// Asked for something that is not there or cannot be: one line for stderr,
/// and exit status 2.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One chapter, as chapters/chapters.txt says.
struct Chapter {
  int number = 0;
  std::string folder;         ///< As in "03-rendezvous".
  std::string title;          ///< As in "rendezvous".
  int part = 1;               ///< Of the book.
  bool has_headers = true;    ///< That later chapters use.
  bool has_exercises = true;  ///< And tests of its own.
};

/// Two digits, as in folders and targets.
[[nodiscard]] std::string two_digits(int number);

/// Where everything is.
class Project {
 public:
  /// Finds the project around `here`, or else around `program`. Throws
  /// UserError when there is none.
  static Project find(const fs::path& here, const fs::path& program);

  explicit Project(fs::path root);

  [[nodiscard]] const fs::path& root() const noexcept { return root_; }
  [[nodiscard]] fs::path build() const { return root_ / "build" / "test"; }
  [[nodiscard]] fs::path chapters_folder() const { return root_ / "chapters"; }
  [[nodiscard]] fs::path notes_folder() const { return root_ / ".workbook"; }

  /// The chapters that have exercises, in order.
  [[nodiscard]] const std::vector<Chapter>& chapters() const noexcept {
    return chapters_;
  }
  /// Throws UserError when there is no such chapter.
  [[nodiscard]] const Chapter& chapter(int number) const;

  /// The folder of a chapter in one of the project's trees.
  [[nodiscard]] fs::path in(const char* tree, const Chapter& chapter) const {
    return root_ / tree / chapter.folder;
  }

  /// The file's name relative to the project.
  [[nodiscard]] std::string relative(const fs::path& file) const;

  /// The reader's file of that name, in the newest chapter that has one.
  [[nodiscard]] std::optional<fs::path> readers_file(
      std::string_view name) const;

  /// The same among the solutions, up to chapter `last`.
  [[nodiscard]] std::optional<fs::path> solution_file(std::string_view name,
                                                      int last) const;

 private:
  [[nodiscard]] std::optional<fs::path> newest(const char* tree,
                                               std::string_view name,
                                               int last) const;

  fs::path root_;
  std::vector<Chapter> all_;
  std::vector<Chapter> chapters_;  // those of all_ that have exercises
};

/// The program's own path, or an empty one where the system cannot tell.
[[nodiscard]] fs::path path_of_this_program();

}  // namespace program
