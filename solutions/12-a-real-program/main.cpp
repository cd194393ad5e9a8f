// The workbook program: walks beside the reader. See `workbook --help`.
#include <exception>
#include <filesystem>
#include <iostream>
#include <span>

#include "commands/arguments.hpp"
#include "commands/commands.hpp"
#include "commands/session.hpp"
#include "messages.hpp"
#include "project/project.hpp"
#include "project/starters.hpp"

namespace {

using program::Arguments;
using program::Project;
using program::Session;

int run_command(Session& session, const Arguments& arguments) {
  const std::string& command = arguments.command;
  if (command == "check") return program::check(session, arguments);
  if (command == "watch") return program::watch(session, arguments);
  if (command == "hint") return program::hint(session, arguments);
  if (command == "take") return program::take(session, arguments.chapters);
  if (command == "reset") return program::reset(session, *arguments.chapter);
  if (command == "diff") return program::diff(session, arguments);
  if (command == "hunt") return program::hunt(session, *arguments.chapter);
  if (command == "show") return program::show(session);
  if (command == "run") return program::run(session, arguments.rest);
  return program::show_overview(session);
}

int run_all(std::span<const char* const> words) {
  const Arguments arguments = program::parse(words);
  if (arguments.command == "--help") {
    std::cout << program::messages::usage << std::flush;
    return 0;
  }
  const Project project = Project::find(std::filesystem::current_path(),
                                        program::path_of_this_program());
  program::keep_starters(project);
  Session session{project};
  return run_command(session, arguments);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::span<const char* const> words{argv, static_cast<size_t>(argc)};
  const int status = run_all(words.subspan(argc > 0 ? 1 : 0));
  if (std::cout) return status;
  std::cerr << "workbook: cannot write what there is to say\n";
  return 2;
} catch (const program::Interrupted& interrupted) {
  std::cerr << program::messages::interrupted(interrupted.doing) << '\n';
  return 128 + interrupted.signal;
} catch (const std::exception& error) {
  std::cerr << "workbook: " << error.what() << '\n';
  return 2;
}
