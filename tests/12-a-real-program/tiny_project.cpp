#include "tiny_project.hpp"

#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "process/run_child.hpp"
#include "project/files.hpp"

namespace tests {
namespace {

constexpr program::Limits limit{std::chrono::seconds{100}};

// Their folders in /proc.
std::vector<fs::path> find_processes(const std::string& text) {
  std::vector<fs::path> found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{"/proc", none}) {
    const auto command = program::read_file(entry.path() / "cmdline");
    if (command.find(text) != command.npos) found.push_back(entry.path());
  }
  return found;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = fs::temp_directory_path() / "workbook-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error{errno, std::generic_category(), name};
  }
  path_ = fs::canonical(name);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

TinyProject::TinyProject()
    : root_(folder_.path() / "project"), program_(WORKBOOK_PROGRAM) {
  fs::copy(WORKBOOK_TINY_PROJECT, root_, fs::copy_options::recursive);
  fs::create_directories(root_ / "docs");
  fs::copy(WORKBOOK_PROJECT "/docs/stepper", root_ / "docs/stepper");
}

void TinyProject::install_program(const std::string& where) {
  const fs::path file = root_ / where;
  fs::create_directories(file.parent_path());
  fs::copy_file(WORKBOOK_PROGRAM, file);
  program_ = "'" + file.string() + "'";
}

std::string TinyProject::environment() const {
  return "PATH='" + (root_ / "tools").string() + ":'\"$PATH\" " + settings_;
}

Ran TinyProject::workbook(const std::string& words, const std::string& where,
                          const std::string& input) const {
  const std::string script = "cd '" + (root_ / where).string() +
                             "' && printf '" + input + "' | " + environment() +
                             program_ + " " + words;
  const auto run =
      program::run_to_end({"sh", "-c", script}, program::make_cancel(), limit);
  const int status = WIFEXITED(run.status) ? WEXITSTATUS(run.status) : -1;
  return {status, run.out, run.error};
}

std::string TinyProject::read(const std::string& file) const {
  return program::read_file(root_ / file);
}

void TinyProject::write(const std::string& file,
                        const std::string& text) const {
  program::write_file(root_ / file, text);
}

void TinyProject::remove(const std::string& path) const {
  fs::remove_all(root_ / path);
}

void make_executable(const fs::path& file) {
  fs::permissions(file, fs::perms::owner_all);
}

int processes_with(const std::string& text) {
  return static_cast<int>(find_processes(text).size());
}

// A shell between vfork() and its child's exec counts as stopped once that
// child has stopped: it waits in the kernel, in state D.
int stopped_processes_with(const std::string& text) {
  const auto all = find_processes(text);
  return static_cast<int>(std::ranges::count_if(all, [](const fs::path& each) {
    const std::string status = program::read_file(each / "status");
    return status.find("State:\tT") != status.npos ||
           status.find("State:\tD") != status.npos;
  }));
}

}  // namespace tests
