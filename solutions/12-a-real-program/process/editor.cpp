#include "process/editor.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>
#include <thread>

#include "process/environment.hpp"
#include "select.hpp"

#ifdef __APPLE__
extern char** environ;
#endif

namespace program {
namespace {

// They take a line as +LINE.
constexpr std::array<std::string_view, 9> editors_that_know_lines{
    "vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe"};

bool knows_lines(std::string_view editor) {
  editor = editor.substr(0, editor.find(' '));
  editor.remove_prefix(editor.rfind('/') + 1);  // npos + 1 is 0
  return std::ranges::find(editors_that_know_lines, editor) !=
         editors_that_know_lines.end();
}

// In our own process group, with no signal blocked.
pid_t spawn_in_foreground(std::vector<std::string> words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, pointers[0], nullptr, &attributes,
                                   pointers.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  if (error == 0) return pid;
  throw std::system_error{error, std::generic_category(),
                          "cannot run " + words[0]};
}

}  // namespace

std::vector<std::string> editor_for(const std::filesystem::path& file,
                                    int line) {
  std::string editor{program::environment("VISUAL")};
  if (editor.empty()) editor = program::environment("EDITOR");
  if (editor.empty()) return {};
  // The shell takes it apart: it may have options.
  std::vector<std::string> words{"sh", "-c", "exec " + editor + " \"$@\"",
                                 "sh"};
  if (line > 0 && knows_lines(editor)) {
    words.push_back("+" + std::to_string(line));
  }
  words.push_back(file.string());
  return words;
}

std::optional<int> run_in_foreground(const std::vector<std::string>& words,
                                     Signals& signals) {
  const pid_t child = spawn_in_foreground(words);
  workbook::Channel<bool> ended;
  const std::jthread waiter{[child, &ended] {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    ended.close();
  }};
  std::optional<int> asked_to_end;
  for (bool running = true; running;) {
    workbook::select(
        workbook::on_receive(ended, [&](auto) { running = false; }),
        workbook::on_receive(signals.arrived(), [&](auto signal) {
          if (*signal == SIGTSTP) ::kill(::getpid(), SIGSTOP);
          if (*signal != SIGTERM && *signal != SIGHUP) return;
          asked_to_end = *signal;
          ::kill(child, *signal);
        }));
  }
  return asked_to_end;
}

}  // namespace program
