/// @file
/// A terminal for a program under test: keys go in, a screen can be read.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "process/unique_fd.hpp"

namespace tests {

/// What a terminal shows, for the few escape codes that we use.
class ScreenImage {
 public:
  ScreenImage(std::size_t rows, std::size_t columns);

  /// Takes some output. Throws std::runtime_error at an unknown code.
  void take(std::string_view output);

  /// The rows, with spaces at their ends cut off, one below the other.
  [[nodiscard]] std::string text() const;

  /// The other screen is shown, which a program has for itself.
  [[nodiscard]] bool is_alternate() const noexcept { return alternate_; }
  [[nodiscard]] bool cursor_is_hidden() const noexcept { return hidden_; }

 private:
  std::size_t take_code(std::string_view rest);
  void obey(std::string_view code);
  void put(std::string_view character);
  void clear_from(std::size_t row, std::size_t column);

  std::size_t columns_;
  std::vector<std::vector<std::string>> cells_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  bool alternate_ = false;
  bool hidden_ = false;
  std::string unfinished_;
};

/// A program on a terminal of its own.
class Pty {
 public:
  /// Runs a line of the shell on a terminal of this size.
  explicit Pty(const std::string& shell_line, unsigned short rows = 24,
               unsigned short columns = 80);
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;
  ~Pty();

  /// Presses keys.
  void type(std::string_view keys) const;

  /// Makes the terminal this large.
  void resize(unsigned short rows, unsigned short columns);

  /// Reads the screen until it shows `text`; false when it never does.
  bool shows(const std::string& text);

  /// Reads until `condition` holds; false when it never does.
  bool becomes(const std::function<bool()>& condition);

  /// Reads until the program has ended; returns its exit status, or -1.
  int wait();

  /// Reads until the program has stopped itself; false when it never does.
  bool stops();

  /// Sends a signal to the program.
  void signal(int number) const;

  /// The terminal still echoes and waits for whole lines.
  [[nodiscard]] bool is_as_before() const;

  [[nodiscard]] const ScreenImage& screen() const noexcept { return screen_; }

  /// Everything that the program has written.
  [[nodiscard]] const std::string& output() const noexcept { return output_; }

 private:
  bool read_some();
  [[nodiscard]] bool has_output(int milliseconds) const;

  program::UniqueFd terminal_;
  pid_t pid_ = -1;
  ScreenImage screen_;
  std::string output_;
};

}  // namespace tests
