#include "screen/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <string_view>

#include "process/environment.hpp"

namespace program {
namespace {

constexpr std::string_view whole_screen = "\x1b[?1049h\x1b[?25l";
constexpr std::string_view screen_as_before = "\x1b[?25h\x1b[?1049l";
constexpr std::string_view to_the_top = "\x1b[H";
constexpr std::string_view clear_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";
constexpr std::string_view plain = "\x1b[0m";

std::string_view code(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "\x1b[1m";
    case Style::faint:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[32m";
    case Style::bad:
      return "\x1b[31m";
    case Style::mark:
      return "\x1b[33m";
  }
  return "";
}

std::string encoded(const TextLine& line, bool coloured) {
  std::string text;
  for (const Span& span : line) {
    const std::string_view start = coloured ? code(span.style) : "";
    text += start;
    text += span.text;
    if (!start.empty()) text += plain;
  }
  return text;
}

// All at once, past the streams: a page that comes in pieces flickers.
void write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

Size terminal_size() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return {};
  }
  return {size.ws_col, size.ws_row};
}

bool is_terminal(int fd) {
  const std::string_view kind = environment("TERM");
  return ::isatty(fd) != 0 && !kind.empty() && kind != "dumb";
}

bool colours_wanted() {
  return is_terminal(STDOUT_FILENO) && environment("NO_COLOR").empty();
}

std::string encoded(const Page& page, bool coloured) {
  std::string text;
  for (const TextLine& line : page) text += encoded(line, coloured) + '\n';
  return text;
}

void print(const Page& page) {
  std::cout << encoded(page, colours_wanted()) << std::flush;
}

StatusLine::StatusLine() : is_terminal_(is_terminal(STDERR_FILENO)) {}

StatusLine::~StatusLine() { show(""); }

void StatusLine::show(const std::string& what) const {
  if (!is_terminal_) return;
  write_all(STDERR_FILENO, "\r" + what + std::string{clear_line});
}

Screen::Screen() : coloured_(colours_wanted()) { enter(); }

Screen::~Screen() { leave(); }

void Screen::enter() {
  ::tcgetattr(STDIN_FILENO, &before_);
  termios keys = before_;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
  write_all(STDOUT_FILENO, whole_screen);
}

void Screen::leave() {
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  write_all(STDOUT_FILENO, screen_as_before);
}

void Screen::draw(const Page& page) const {
  std::string text{to_the_top};
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (i > 0) text += "\r\n";
    text += encoded(page[i], coloured_);
    text += clear_line;
  }
  text += clear_below;
  write_all(STDOUT_FILENO, text);
}

}  // namespace program
