/// @file
/// The terminal: the only place that knows its escape codes.
#pragma once

#include <termios.h>

#include <cstddef>
#include <string>

#include "screen/text.hpp"

namespace program {

/// How much fits on the terminal.
struct Size {
  std::size_t columns = 80;
  std::size_t rows = 24;
};

/// The terminal's size now; 80x24 where there is none.
[[nodiscard]] Size terminal_size();

/// Whether the descriptor is a terminal that can do more than print.
[[nodiscard]] bool is_terminal(int fd);

/// Whether what goes to stdout may be coloured: it is a terminal, and NO_COLOR
/// is not set.
[[nodiscard]] bool colours_wanted();

/// The page as text, with or without colours.
[[nodiscard]] std::string encoded(const Page& page, bool coloured);

/// Prints the page on stdout.
void print(const Page& page);

/// Says on stderr, in one line that is overwritten, what is being done. Silent
/// where stderr is no terminal. The line is gone in the end.
class StatusLine {
 public:
  StatusLine();
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;
  ~StatusLine();
  void show(const std::string& what) const;

 private:
  bool is_terminal_;
};

/// The whole terminal, for as long as this exists: keys arrive one by one and
/// unseen, and what was there before comes back in the end.
class Screen {
 public:
  Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen();

  /// Shows the page, and nothing else.
  void draw(const Page& page) const;

  /// Gives the terminal back, until enter() takes it again.
  void leave();
  void enter();

 private:
  termios before_{};
  bool coloured_;
};

}  // namespace program
