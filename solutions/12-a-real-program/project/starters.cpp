#include "project/starters.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "process/run_child.hpp"
#include "project/files.hpp"

namespace program {
namespace {

constexpr Limits git_limit{std::chrono::seconds{20}};

fs::path copies(const Project& project) {
  return project.notes_folder() / "starters";
}

// A repository, and the patience to ask it.
class Git {
 public:
  Git(const Project& project, const Cancel& cancel)
      : project_(project), cancel_(cancel) {}

  [[nodiscard]] std::string run(std::vector<std::string> words) const {
    words.insert(words.begin(), {"git", "-C", project_.root().string()});
    try {
      const Finished run = run_to_end(words, cancel_, git_limit);
      return run.succeeded() ? run.out : "";
    } catch (const std::system_error&) {
      return "";  // no git here
    }
  }

 private:
  const Project& project_;
  const Cancel& cancel_;
};

// Of the commits that changed the file, the newest of those in which most was
// unfinished, in all chapters together: readers finish parts, and commit; an
// author may mend a starter, or move a part to another file.
std::string commit_of_starter(const Git& git, const std::string& name,
                              const std::string& chapters) {
  std::istringstream list{git.run({"log", "--format=%h", "--", name})};
  std::vector<std::string> commits;
  for (std::string each; list >> each;) commits.push_back(each);
  if (commits.empty()) return "";

  // Lines such as "1a2b3c4:chapters/03-rendezvous/channel.hpp:4".
  std::vector<std::string> words{"grep", "-F", "-c", "todo(\""};
  words.insert(words.end(), commits.begin(), commits.end());
  words.insert(words.end(), {"--", chapters});
  std::istringstream lines{git.run(words)};
  std::map<std::string, int> unfinished;
  for (std::string line; std::getline(lines, line);) {
    unfinished[line.substr(0, line.find(':'))] +=
        std::atoi(line.c_str() + line.rfind(':') + 1);
  }
  return *std::ranges::max_element(commits, {}, [&](const std::string& commit) {
    return unfinished[commit];
  });
}

std::optional<Starter> from_git(const Git& git, const std::string& name,
                                const std::string& chapters) {
  const std::string commit = commit_of_starter(git, name, chapters);
  if (commit.empty()) return std::nullopt;
  std::string text = git.run({"show", commit + ":" + name});
  if (text.empty()) return std::nullopt;
  return Starter{std::move(text), "git, commit " + commit};
}

}  // namespace

std::optional<Starter> find_starter(const Project& project,
                                    const fs::path& file,
                                    const Cancel& cancel) {
  const std::string name = project.relative(file);
  if (auto starter = from_git(Git{project, cancel}, name,
                              project.relative(project.chapters_folder()))) {
    return starter;
  }
  const fs::path copy = copies(project) / name;
  if (!fs::exists(copy)) return std::nullopt;
  return Starter{read_file(copy), "the copy made when workbook first ran, " +
                                      project.relative(copy)};
}

void keep_starters(const Project& project) {
  std::error_code error;
  const fs::path folder = copies(project);
  if (fs::exists(project.root() / ".git", error) || fs::exists(folder)) return;
  fs::create_directories(folder, error);
  fs::copy(project.chapters_folder(), folder / "chapters",
           fs::copy_options::recursive, error);
}

}  // namespace program
