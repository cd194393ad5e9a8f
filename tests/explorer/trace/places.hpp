/// @file
/// Where in the reader's own files a step was made.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/record.hpp"

namespace explorer::core {

/// A line of somebody's file.
struct Place {
  std::string path;
  std::string file;  ///< Without its folder.
  int line = 0;
  int last_line = 0;   ///< Of a stretch of lines; or 0.
  std::string text;    ///< Its text.
  std::string inner;   ///< Where the step was made, if not here.
  std::string caller;  ///< Where another file called into this one.
  bool own = false;    ///< The file is under test.

  [[nodiscard]] bool known() const noexcept { return line > 0; }
  [[nodiscard]] std::string name() const {
    if (!known()) return "";
    const std::string name = file + ':' + std::to_string(line);
    return last_line > line ? name + '-' + std::to_string(last_line) : name;
  }

  /// ` (parker.hpp:27, from channel.hpp:153)`, or nothing.
  [[nodiscard]] std::string in_parentheses() const {
    if (!known()) return "";
    if (!inner.empty()) return " (" + inner + ", from " + name() + ')';
    return " (" + name() + (caller.empty() ? "" : ", from " + caller) + ')';
  }
};

/// The text of a line of a file, without its indentation.
std::string source_line(const std::string& path, int number);

/// Braces and comments do not, nor does the head of a class, where the
/// compiler puts what it has made itself.
bool does_something(const std::string& source);

/// Finds places from the addresses of frames, with the help of addr2line and
/// of the program's debug information: one call for all of them.
class Places {
 public:
  /// Looks up all of these addresses.
  explicit Places(const std::vector<const void*>& addresses);

  /// The innermost line of a file under test, or else the innermost that is
  /// neither in a system's header nor ours.
  [[nodiscard]] Place of(const Frames& frames) const;

  /// All lines of files under test that led to a step, the innermost first.
  [[nodiscard]] std::vector<Place> own_lines(const Frames& frames) const;

  /// Whether the step was made on behalf of such a part of the standard
  /// library: a file, or a function, whose name contains the word.
  [[nodiscard]] bool is_within(const Frames& frames,
                               const std::string& word) const;

 private:
  struct Line {
    std::string function;  ///< Mangled.
    std::string path;
    int line = 0;
  };

  [[nodiscard]] static Place place_of(const Line& line);
  [[nodiscard]] std::vector<Line> readers_lines(const Frames& frames) const;
  void ask(const std::vector<const void*>& addresses);

  /// For each address its lines, those of inlined functions first.
  std::map<const void*, std::vector<Line>> lines_;
};

}  // namespace explorer::core
