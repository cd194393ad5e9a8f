// `workbook run`.
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <system_error>
#include <utility>

#include "commands/commands.hpp"
#include "screen/render.hpp"
#include "screen/terminal.hpp"
#include "testing/builder.hpp"

namespace program {
namespace {

// Becomes the program; returns only if that is not possible.
void become(const std::string& program,
            const std::vector<std::string>& arguments) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  ::execv(program.c_str(), pointers.data());
}

// Chapter 10's program, or chapter 19's where it is asked what only that can.
std::string program_for(const std::vector<std::string>& arguments) {
  const bool tasks = std::ranges::any_of(arguments, [](const auto& argument) {
    return argument == "--clients" || argument == "--workers";
  });
  return tasks ? "my-op-count-tasks" : "my-op-count";
}

}  // namespace

int run(Session& session, const std::vector<std::string>& arguments) {
  const Project& project = session.project;
  const Chapter& chapter = project.chapters().back();
  const std::string target = program_for(arguments);
  const auto verdicts = follow([&](const Cancel& cancel, const Tell& tell) {
    const Builder builder{project, cancel, tell};
    Built built = builder.build({target}, "building your program");
    tell(Verdict{chapter.number, {}, std::move(built.error), {}});
  });
  if (verdicts.back().error) {
    print(verdict_body(verdicts.back(), terminal_size().columns));
    return 1;
  }
  const std::string program = project.build() / "bin" / target;
  become(program, arguments);
  throw std::system_error{errno, std::generic_category(),
                          "cannot run " + program};
}

}  // namespace program
