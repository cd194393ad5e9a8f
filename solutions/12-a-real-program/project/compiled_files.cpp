#include "project/compiled_files.hpp"

#include <algorithm>
#include <optional>

#include "project/files.hpp"

namespace program {
namespace {

template <class T>
void add_new(std::vector<T>& all, T more) {
  if (std::ranges::find(all, more) == all.end()) all.push_back(std::move(more));
}

}  // namespace

CompiledFiles compiled_files(const Project& project, const Chapter& chapter) {
  CompiledFiles compiled{sources_in(project.in("tests", chapter)), {}};
  for (std::size_t i = 0; i < compiled.files.size(); ++i) {
    for (std::string& name : includes(read_file(compiled.files[i]))) {
      const fs::path support = project.root() / "tests" / "support" / name;
      if (auto file = project.readers_file(name)) {
        add_new(compiled.files, *std::move(file));
      } else if (fs::exists(support)) {
        add_new(compiled.files, support);
      } else if (project.solution_file(name, chapter.number)) {
        add_new(compiled.missing, std::move(name));
      }
    }
  }
  return compiled;
}

std::vector<fs::path> with_what_it_needs(const Project& project,
                                         std::vector<fs::path> files,
                                         int last) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const std::string& name : includes(read_file(files[i]))) {
      if (auto file = project.solution_file(name, last)) {
        add_new(files, *std::move(file));
      }
    }
  }
  return files;
}

}  // namespace program
