// Child processes: their output, their end, and that nothing is left of them.
#include <signal.h>
#include <sys/wait.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <list>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "process/child.hpp"
#include "process/run_child.hpp"
#include "testing/case_pool.hpp"
#include "thread_limit.hpp"
#include "tiny_project.hpp"

using program::Cancelled;
using program::Child;
using program::make_cancel;
using program::run_to_end;

namespace {

constexpr program::Limits long_time{std::chrono::seconds{100}};

program::Finished shell(const std::string& line) {
  return run_to_end({"sh", "-c", line}, make_cancel(), long_time);
}

}  // namespace

TEST_CASE("a child's output and status arrive", "[12]") {
  const auto run = shell("echo out; echo error >&2; exit 3");
  CHECK(run.out == "out\n");
  CHECK(run.error == "error\n");
  CHECK(WEXITSTATUS(run.status) == 3);
  CHECK_FALSE(run.succeeded());
  CHECK(program::how_it_ended(run) == "ended with exit status 3");
}

TEST_CASE("more output than a pipe holds arrives whole", "[12]") {
  const auto run = shell("head -c 1000000 /dev/zero");
  CHECK(run.succeeded());
  CHECK(run.out.size() == 1'000'000);
}

TEST_CASE("a program that is not there is an exception", "[12]") {
  CHECK_THROWS_AS(
      run_to_end({"no-such-program-here"}, make_cancel(), long_time),
      std::system_error);
}

TEST_CASE("a child that takes too long is ended", "[12]") {
  const auto run = run_to_end({"sh", "-c", "echo first; exec sleep 1000"},
                              make_cancel(), {std::chrono::seconds{1}});
  CHECK(run.reached == program::Limit::wall);
  CHECK(run.out == "first\n");
  CHECK_FALSE(run.succeeded());
}

TEST_CASE("a child that takes too long is ended in time beside a build",
          "[12]") {
  std::list<Child> build;
  for (unsigned i = 0; i < 2 * std::thread::hardware_concurrency(); ++i) {
    build.emplace_back(
        std::vector<std::string>{"sh", "-c", "while :; do :; done"});
  }
  constexpr std::chrono::seconds limit{1};
  constexpr std::chrono::seconds slack{2};  // a busy machine's
  const auto start = std::chrono::steady_clock::now();
  const auto run = run_to_end({"sleep", "1000"}, make_cancel(), {limit});
  CHECK(std::chrono::steady_clock::now() - start < limit + slack);
  CHECK(run.reached == program::Limit::wall);
}

// On one core, beside eight that compute, work takes nine times as long.
TEST_CASE("a child that waits for a processor has more time", "[12]") {
  const std::string loop = "exec taskset 1 sh -c 'while :; do :; done'";
  std::list<Child> busy;
  for (int i = 0; i < 8; ++i) {
    busy.emplace_back(std::vector<std::string>{"sh", "-c", loop});
  }
  const std::string count = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
  const auto run =
      run_to_end({"taskset", "1", "sh", "-c", count}, make_cancel(),
                 {std::chrono::seconds{1}, std::chrono::seconds{60}});
  CHECK(run.succeeded());
}

TEST_CASE("a child that will not end is killed", "[12]") {
  const auto run =
      run_to_end({"sh", "-c", "trap '' TERM; while :; do sleep 1; done"},
                 make_cancel(), {std::chrono::seconds{1}});
  CHECK(run.reached == program::Limit::wall);
  CHECK(WIFSIGNALED(run.status));
}

TEST_CASE("closing the cancel channel ends a child at once", "[12]") {
  const auto cancel = make_cancel();
  std::jthread impatient{[&] { cancel->close(); }};
  CHECK_THROWS_AS(run_to_end({"sleep", "1000"}, cancel, long_time), Cancelled);
}

TEST_CASE("a process that a child leaves behind is ended", "[12]") {
  const tests::TemporaryFolder folder;
  const std::string file = folder.path() / "left-behind";
  const auto run = shell(": >'" + file + "'; tail -f '" + file + "' & exit 0");
  CHECK(run.status == 0);
  CHECK(tests::processes_with(file) == 0);
}

TEST_CASE("a child that nobody waits for is ended", "[12]") {
  const tests::TemporaryFolder folder;
  const std::string file = folder.path() / "forgotten";
  {
    Child child{{"sh", "-c", ": >'" + file + "'; exec tail -f '" + file + "'"}};
  }
  CHECK(tests::processes_with(file) == 0);
}

TEST_CASE("a child has no signal blocked and an empty stdin", "[12]") {
  CHECK(shell("cat; kill -TERM $$; echo still here").out.empty());
}

TEST_CASE("a child without a thread to read it leaves nothing behind", "[12]") {
  const tests::TemporaryFolder folder;
  const std::string file = folder.path() / "unread";
  for (int threads = 0; threads < 2; ++threads) {
    const tests::ThreadLimit limit{threads};
    CHECK_THROWS_AS(
        Child({"sh", "-c", ": >'" + file + "'; exec tail -f '" + file + "'"}),
        std::system_error);
    CHECK(tests::processes_with(file) == 0);
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // not a zombie either
  }
}

TEST_CASE("a pool whose second worker cannot be started does not hang",
          "[12]") {
  const tests::TinyProject files;
  const program::Project project{files.root()};
  const std::vector<program::CaseRun> runs(2, {"/bin/true", {"a case", 1}});
  for (int threads = 0; threads < 2; ++threads) {
    const tests::ThreadLimit limit{threads};
    if (threads >= static_cast<int>(std::thread::hardware_concurrency())) break;
    CHECK_THROWS_AS(
        program::run_cases(runs, project, make_cancel(), [](std::size_t) {}),
        std::system_error);
  }
}

TEST_CASE("a child that uses up its processor time is ended", "[12]") {
  const auto run =
      run_to_end({"sh", "-c", "while :; do :; done"}, make_cancel(),
                 {std::chrono::seconds{100}, std::chrono::seconds{1}});
  CHECK(run.reached == program::Limit::processor);
  CHECK_FALSE(run.succeeded());
}

TEST_CASE("the processor time of a child's children counts", "[12]") {
  const auto run = run_to_end(
      {"sh", "-c",
       "while :; do sh -c 'i=0; while [ $i -lt 20000 ]; "
       "do i=$((i+1)); done'; done"},
      make_cancel(), {std::chrono::seconds{100}, std::chrono::seconds{1}});
  CHECK(run.reached == program::Limit::processor);
}

TEST_CASE("a child that prints without end is ended, too", "[12]") {
  const auto run =
      run_to_end({"yes"}, make_cancel(), {std::chrono::seconds{1}});
  CHECK(run.reached == program::Limit::wall);
  CHECK(run.out.size() < 5'000'000);
}
