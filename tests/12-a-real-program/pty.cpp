#include "pty.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <chrono>
#include <stdexcept>

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

namespace tests {
namespace {

using Clock = std::chrono::steady_clock;

// How long we wait for what never comes.
constexpr auto patience = std::chrono::seconds{30};

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace

ScreenImage::ScreenImage(std::size_t rows, std::size_t columns)
    : columns_(columns), cells_(rows, std::vector<std::string>(columns, " ")) {}

void ScreenImage::take(std::string_view output) {
  const std::string all = unfinished_ + std::string{output};
  std::string_view rest = all;
  while (!rest.empty()) {
    std::size_t used = 1;
    if (rest.front() == '\x1b') {
      used = take_code(rest);
      if (used == 0) break;  // its end has not been read yet
    } else if (rest.front() == '\r') {
      column_ = 0;
    } else if (rest.front() == '\n') {
      if (row_ + 1 < cells_.size()) ++row_;
    } else {
      while (used < rest.size() && !begins_character(rest[used])) ++used;
      put(rest.substr(0, used));
    }
    rest.remove_prefix(used);
  }
  unfinished_ = rest;
}

std::size_t ScreenImage::take_code(std::string_view rest) {
  const auto end = rest.find_first_of("ABCDHJKhlm", 2);
  if (end == rest.npos) return 0;
  obey(rest.substr(1, end));
  return end + 1;
}

void ScreenImage::obey(std::string_view code) {
  if (code == "[?1049h" || code == "[?1049l") {
    alternate_ = code.back() == 'h';
    clear_from(0, 0);
    row_ = column_ = 0;
  } else if (code == "[?25h" || code == "[?25l") {
    hidden_ = code.back() == 'l';
  } else if (code == "[H") {
    row_ = column_ = 0;
  } else if (code == "[K") {
    for (std::size_t i = column_; i < columns_; ++i) cells_[row_][i] = " ";
  } else if (code == "[J") {
    clear_from(row_, column_);
  } else if (code.back() != 'm') {
    throw std::runtime_error{"unknown escape code: " + std::string{code}};
  }
}

void ScreenImage::put(std::string_view character) {
  if (column_ < columns_) cells_[row_][column_++] = character;
}

void ScreenImage::clear_from(std::size_t row, std::size_t column) {
  for (std::size_t i = column; i < columns_; ++i) cells_[row][i] = " ";
  for (std::size_t below = row + 1; below < cells_.size(); ++below) {
    cells_[below].assign(columns_, " ");
  }
}

std::string ScreenImage::text() const {
  std::string text;
  for (const auto& row : cells_) {
    std::string line;
    for (const std::string& cell : row) line += cell;
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

Pty::Pty(const std::string& shell_line, unsigned short rows,
         unsigned short columns)
    : screen_(rows, columns) {
  winsize size{rows, columns, 0, 0};
  int terminal = -1;
  pid_ = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (pid_ < 0 && (errno == ENODEV || errno == ENOENT)) {
    SKIP("this system has no pseudo-terminals");
  }
  if (pid_ < 0) program::throw_errno("forkpty");
  if (pid_ == 0) {
    ::setenv("TERM", "xterm-256color", 1);
    // A shell that runs the tests in the background has these two ignored.
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGQUIT, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", shell_line.c_str(), nullptr);
    ::_exit(127);
  }
  terminal_ = program::UniqueFd{terminal};
}

Pty::~Pty() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Pty::type(std::string_view keys) const {
  if (::write(terminal_.get(), keys.data(), keys.size()) < 0) {
    program::throw_errno("typing");
  }
}

void Pty::resize(unsigned short rows, unsigned short columns) {
  winsize size{rows, columns, 0, 0};
  screen_ = ScreenImage{rows, columns};
  ::ioctl(terminal_.get(), TIOCSWINSZ, &size);
}

bool Pty::shows(const std::string& text) {
  return becomes(
      [&] { return screen_.text().find(text) != std::string::npos; });
}

bool Pty::becomes(const std::function<bool()>& condition) {
  const auto deadline = Clock::now() + patience;
  while (!condition()) {
    if (Clock::now() > deadline || !read_some()) return false;
  }
  return true;
}

int Pty::wait() {
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline && read_some()) {
  }
  int status = 0;
  if (Clock::now() >= deadline) return -1;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool Pty::stops() {
  const auto deadline = Clock::now() + patience;
  int status = 0;
  while (::waitpid(pid_, &status, WNOHANG | WUNTRACED) == 0) {
    if (Clock::now() > deadline || !read_some()) return false;
  }
  while (has_output(0) && read_some()) {
    // What it wrote before it stopped.
  }
  return WIFSTOPPED(status);
}

void Pty::signal(int number) const { ::kill(pid_, number); }

bool Pty::is_as_before() const {
  termios settings{};
  ::tcgetattr(terminal_.get(), &settings);
  return (settings.c_lflag & ICANON) != 0 && (settings.c_lflag & ECHO) != 0;
}

bool Pty::has_output(int milliseconds) const {
  pollfd readable{terminal_.get(), POLLIN, 0};
  return ::poll(&readable, 1, milliseconds) > 0;
}

// False at the end of the program.
bool Pty::read_some() {
  if (!has_output(100)) return true;
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(terminal_.get(), buffer.data(), buffer.size());
  if (count <= 0) return false;
  const std::string_view news{buffer.data(), static_cast<std::size_t>(count)};
  output_ += news;
  screen_.take(news);
  return true;
}

}  // namespace tests
