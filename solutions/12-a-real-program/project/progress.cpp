#include "project/progress.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <set>
#include <sstream>
#include <system_error>
#include <vector>

#include "project/compiled_files.hpp"
#include "project/files.hpp"

namespace program {
namespace {

// FNV-1a, 64 bits: enough to notice an edit.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char byte : text) {
      value_ = (value_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
  }
  [[nodiscard]] std::string text() const {
    std::ostringstream out;
    out << std::hex << std::setw(16) << std::setfill('0') << value_;
    return out.str();
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

// The notes once lay in the build folder, which people delete.
fs::path notes_file(const Project& project) {
  fs::path file = project.notes_folder() / "progress.txt";
  fs::path old = project.build() / "workbook-progress.txt";
  std::error_code error;
  if (!fs::exists(old, error) || fs::exists(file, error)) return file;
  fs::create_directories(file.parent_path(), error);
  fs::copy_file(old, file, error);
  if (error) return old;
  fs::remove(old, error);
  return file;
}

}  // namespace

Progress::Progress(const Project& project)
    : project_(project), notes_(notes_file(project)) {}

Standing Progress::of(const Chapter& chapter) {
  Standing standing;
  standing.tasks = tasks_of(chapter);
  std::istringstream kept{notes_.get(two_digits(chapter.number))};
  std::string fingerprint;
  int passed = 0;
  if (!(kept >> fingerprint >> passed >> standing.tasks_done >>
        standing.tasks >> standing.open_task)) {
    return standing;
  }
  kept >> standing.builds;
  standing.passed = passed == 1;
  standing.tested = fingerprint == this->fingerprint(chapter);
  standing.changed = !standing.tested;
  return standing;
}

const Chapter& Progress::in_hand() {
  for (const Chapter& chapter : project_.chapters()) {
    if (!of(chapter).done()) return chapter;
  }
  return project_.chapters().back();
}

bool Progress::complete() {
  return std::ranges::all_of(project_.chapters(), [this](const Chapter& each) {
    return of(each).done();
  });
}

std::string Progress::fingerprint(const Chapter& chapter) const {
  Hash hash;
  const CompiledFiles compiled = compiled_files(project_, chapter);
  for (const fs::path& file : compiled.files) {
    hash.add(project_.relative(file));
    hash.add(read_file(file));
  }
  for (const std::string& name : compiled.missing) hash.add(name);
  return hash.text();
}

// What does not build says nothing of its tasks: they are as they were.
void Progress::record(const Verdict& verdict, const std::string& fingerprint) {
  const Chapter& chapter = project_.chapter(verdict.chapter);
  Standing now;
  now.builds = !verdict.error;
  if (now.builds) {
    now.tasks_done = verdict.tasks_done();
    now.tasks = verdict.tasks();
    now.open_task = verdict.first_open_task();
  } else {
    now = of(chapter);
    now.builds = false;
    if (now.open_task == 0) now.open_task = task_in_hand(chapter);
  }
  std::ostringstream value;
  value << fingerprint << ' ' << verdict.passed() << ' ' << now.tasks_done
        << ' ' << now.tasks << ' ' << now.open_task << ' ' << now.builds;
  notes_.set(two_digits(chapter.number), value.str());
}

// By what is still unfinished: the task before the first of these.
int Progress::task_in_hand(const Chapter& chapter) const {
  const std::string call = "todo(\"" + two_digits(chapter.number) + ":";
  constexpr std::string_view task = "\"task ";
  int first = 0;
  for (const fs::path& file : compiled_files(project_, chapter).files) {
    const std::string text = read_file(file);
    for (auto at = text.find(call); at != std::string::npos;
         at = text.find(call, at + 1)) {
      const auto number = text.find(task, at);
      if (number == std::string::npos) break;
      const int its = std::atoi(text.c_str() + number + task.size());
      first = first == 0 ? its : std::min(first, its);
    }
  }
  return std::max(1, first - 1);
}

// Counted in the tests, so that it is known before they are built.
int Progress::tasks_of(const Chapter& chapter) const {
  constexpr std::string_view tag = "[task";
  std::set<std::string> tasks;
  for (const fs::path& file : sources_in(project_.in("tests", chapter))) {
    const std::string text = read_file(file);
    for (auto at = text.find(tag); at != std::string::npos;
         at = text.find(tag, at)) {
      at += tag.size();
      tasks.insert(text.substr(at, text.find(']', at) - at));
    }
  }
  return static_cast<int>(tasks.size());
}

}  // namespace program
