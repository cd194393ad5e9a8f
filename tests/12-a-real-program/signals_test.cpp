// Signals and closed pipes: the terminal is as it was, nobody is left behind,
// and what is to go on goes on.
#include <signal.h>

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "pty.hpp"
#include "solved.hpp"
#include "tiny_project.hpp"

using tests::contains;
using tests::Pty;
using tests::Ran;
using tests::TinyProject;

namespace {

constexpr const char* store = "chapters/01-locking/store.hpp";
constexpr const char* ctrl_c = "\x03";
constexpr const char* ctrl_z = "\x1a";
constexpr const char* ctrl_backslash = "\x1c";

// The program becomes the shell's process, so that signals reach it.
std::string running(const TinyProject& project, const std::string& words) {
  return "cd '" + project.root().string() + "' && exec env " +
         project.environment() + WORKBOOK_PROGRAM " " + words;
}

void make_builds_slow(const TinyProject& project) {
  project.write(store, project.read(store) + "// slow()\n");
}

void expect_nothing_left(const TinyProject& project, const Pty& terminal) {
  CHECK_FALSE(terminal.screen().is_alternate());
  CHECK_FALSE(terminal.screen().cursor_is_hidden());
  CHECK(terminal.is_as_before());
  CHECK(tests::processes_with(project.root().string()) == 0);
}

}  // namespace

TEST_CASE("Ctrl-C and Ctrl-\\ end watch in the middle of a build", "[12]") {
  for (const auto& [key, status] : {std::pair{ctrl_c, 128 + SIGINT},
                                    std::pair{ctrl_backslash, 128 + SIGQUIT}}) {
    const TinyProject project;
    make_builds_slow(project);
    Pty terminal{running(project, "watch")};
    REQUIRE(terminal.shows("building chapter 1 …"));
    terminal.type(key);
    CHECK(terminal.wait() == status);
    expect_nothing_left(project, terminal);
  }
}

TEST_CASE("Ctrl-C and Ctrl-\\ end a check, and it says what it was doing",
          "[12]") {
  for (const auto& [key, status] : {std::pair{ctrl_c, 128 + SIGINT},
                                    std::pair{ctrl_backslash, 128 + SIGQUIT}}) {
    const TinyProject project;
    make_builds_slow(project);
    Pty terminal{running(project, "check 1")};
    REQUIRE(terminal.shows("building chapter 1"));
    terminal.type(key);
    CHECK(terminal.wait() == status);
    CHECK(terminal.shows("interrupted while building chapter 1"));
    expect_nothing_left(project, terminal);
  }
}

TEST_CASE("Ctrl-C ends a check whose tests hang", "[12]") {
  const TinyProject project;
  project.write(store, project.read(store) + "// hang()\n");
  Pty terminal{running(project, "check 1")};
  REQUIRE(terminal.shows("testing chapter 1"));
  terminal.type(ctrl_c);
  CHECK(terminal.wait() == 128 + SIGINT);
  expect_nothing_left(project, terminal);
}

TEST_CASE("Ctrl-C ends every command that waits for another program", "[12]") {
  for (const char* words :
       {"hint", "diff 1", "hunt 1", "run", "reset 1", "take 1"}) {
    INFO(words);
    TinyProject project;
    project.write(store, "// mine\n// slow()\n");
    project.write("tools/git", "#!/bin/sh\ntail -f \"$0\"\n");
    tests::make_executable(project.root() / "tools/git");
    project.set("SLOW_BUILDS=1");
    Pty terminal{running(project, words)};
    REQUIRE(terminal.shows(" …"));
    terminal.type(ctrl_c);
    CHECK(terminal.wait() == 128 + SIGINT);
    expect_nothing_left(project, terminal);
    CHECK(project.read(store) == "// mine\n// slow()\n");
  }
}

TEST_CASE("Ctrl-Z gives the terminal back, and fg takes it again", "[12]") {
  const TinyProject project;
  Pty terminal{running(project, "watch")};
  REQUIRE(terminal.shows("not yet: a read sees"));
  terminal.type(ctrl_z);
  REQUIRE(terminal.stops());
  CHECK_FALSE(terminal.screen().is_alternate());
  CHECK(terminal.is_as_before());
  terminal.signal(SIGCONT);
  CHECK(terminal.shows("not yet: a read sees"));
  CHECK(terminal.screen().is_alternate());
}

TEST_CASE("Ctrl-Z stops a check and its children, and fg lets all go on",
          "[12]") {
  const TinyProject project;
  make_builds_slow(project);
  Pty terminal{running(project, "check 1")};
  REQUIRE(terminal.shows("building chapter 1"));
  terminal.type(ctrl_z);
  REQUIRE(terminal.stops());
  const std::string root = project.root().string();
  CHECK(terminal.becomes([&] {
    return tests::stopped_processes_with(root) == tests::processes_with(root);
  }));
  terminal.signal(SIGCONT);
  CHECK(terminal.shows("building chapter 1"));
  CHECK(terminal.becomes(
      [&] { return tests::stopped_processes_with(root) == 0; }));
  terminal.type(ctrl_c);
  CHECK(terminal.wait() == 128 + SIGINT);
  expect_nothing_left(project, terminal);
}

TEST_CASE("a stray signal disturbs neither watch nor check", "[12]") {
  for (const char* words : {"watch", "check 1"}) {
    const TinyProject project;
    make_builds_slow(project);
    Pty terminal{running(project, words)};
    REQUIRE(terminal.shows("building chapter 1"));
    for (const int stray : {SIGUSR1, SIGUSR2, SIGALRM, SIGUSR1}) {
      terminal.signal(stray);
    }
    terminal.type(ctrl_c);  // it still gets this one
    CHECK(terminal.wait() == 128 + SIGINT);
    expect_nothing_left(project, terminal);
  }
}

TEST_CASE("what nohup ignores stays ignored", "[12]") {
  const TinyProject project;
  make_builds_slow(project);
  Pty terminal{"trap '' HUP; " + running(project, "check 1")};
  REQUIRE(terminal.shows("building chapter 1"));
  terminal.signal(SIGHUP);
  terminal.type(ctrl_c);
  CHECK(terminal.wait() == 128 + SIGINT);
}

TEST_CASE("a closed pipe is silent", "[12]") {
  const TinyProject project;
  const Ran ran = project.workbook("diff 1 --spoil | true");
  CHECK(ran.status == 0);
  CHECK(ran.error.empty());
}
