// Bodies that would take all memory, or all day.

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "gallery/gallery.hpp"

using namespace gallery;

namespace {

bool contains(const Report& report, const char* text) {
  return report.sentence.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("wrong: a loop that keeps what it takes", "[gallery]") {
  const Report report = run([] {
    std::mutex mutex;
    std::list<std::vector<char>> kept;
    for (;;) {
      const std::lock_guard lock{mutex};
      kept.emplace_back(1 << 20, 'x');
    }
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::limit);
  CHECK(contains(report, "limit: main takes more than "));
  CHECK(contains(report, " MiB of memory"));
  CHECK(contains(report, "(limits.cpp:"));
}

TEST_CASE("wrong: each schedule leaves some memory behind", "[gallery]") {
  const Report report = run(
      [] {
        std::mutex mutex;
        std::jthread other{[&] { const std::lock_guard lock{mutex}; }};
        const std::lock_guard lock{mutex};
        for (int i = 0; i < 1000; ++i) {
          static std::atomic<void*> last;
          last = new std::array<char, 4096>;
        }
      },
      {.schedules = 1'000'000});
  INFO(report.text);
  CHECK(report.verdict == Verdict::limit);
  CHECK(contains(report, ", when earlier schedules have left "));
  CHECK(contains(report, "(limits.cpp:"));
}

TEST_CASE("wrong: a loop without a step", "[gallery]") {
  const Report report = run([] {
    for (volatile int forever = 1; forever != 0;) continue;
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::livelock);
  CHECK(contains(report, "runs on without coming to a point"));
}

TEST_CASE("wrong: a pipe that nobody writes to", "[gallery]") {
  const Report report = run([] {
    int ends[2];
    expect(::pipe(ends) == 0, "a pipe");
    char byte;
    (void)!::read(ends[0], &byte, 1);
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::uncontrolled);
  CHECK(contains(report, "main waits in read, which is not controlled"));
}

TEST_CASE("wrong: a body that stops its own process", "[gallery]") {
  const Report report = run([] { ::raise(SIGSTOP); });
  INFO(report.text);
  CHECK(report.verdict == Verdict::uncontrolled);
  CHECK(contains(report, "main waits in "));
  CHECK(contains(report, "(limits.cpp:"));
}

TEST_CASE("wrong: a body that no signal reaches", "[gallery]") {
  const Report report = run([] {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    int ends[2];
    expect(::pipe(ends) == 0, "a pipe");
    char byte;
    (void)!::read(ends[0], &byte, 1);
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::uncontrolled);
  CHECK(report.sentence ==
        "a thread waits in a system call, which is not controlled");
}

TEST_CASE("right: a second thread is refused", "[gallery]") {
  const Report report = run(
      [] {
        bool refused = false;
        const std::jthread first{[] {}};
        try {
          const std::jthread second{[] {}};
        } catch (const std::system_error&) {
          refused = true;
        }
        expect(refused, "the system has one thread to give");
      },
      {.threads = 1});
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}
