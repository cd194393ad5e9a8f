#include "project/files.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "project/project.hpp"

namespace program {
namespace {

[[noreturn]] void fail(const fs::path& file, const std::error_code& error) {
  throw UserError{"cannot write " + file.string() + ": " + error.message()};
}

}  // namespace

std::string read_file(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const fs::path& file, std::string_view text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) fail(file, error);

  fs::path draft = file;
  draft += ".new." + std::to_string(::getpid());
  std::ofstream out{draft, std::ios::binary};
  out << text;
  out.close();
  if (!out) {
    const std::error_code cause{errno, std::generic_category()};
    fs::remove(draft, error);
    fail(file, cause);
  }
  fs::rename(draft, file, error);
  if (error) fail(file, error);
}

fs::path keep_beside(const fs::path& file) {
  for (int n = 1;; ++n) {
    fs::path kept = file;
    kept += ".yours." + std::to_string(n);
    std::error_code error;
    if (fs::copy_file(file, kept, error)) return kept;
    if (error != std::errc::file_exists) fail(kept, error);
  }
}

std::vector<fs::path> sources_in(const fs::path& folder) {
  std::vector<fs::path> result;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{folder, none}) {
    const auto kind = entry.path().extension();
    if (kind == ".hpp" || kind == ".cpp") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::vector<std::string> includes(std::string_view text) {
  std::vector<std::string> result;
  std::istringstream lines{std::string{text}};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    char hash = ' ';
    std::string keyword;
    if (!(words >> hash) || hash != '#') continue;
    // The name may follow without a space.
    while (std::isalpha((words >> std::ws).peek()) != 0) {
      keyword += static_cast<char>(words.get());
    }
    const char open = static_cast<char>(words.get());
    if (keyword != "include" || (open != '"' && open != '<')) continue;
    std::string name;
    std::getline(words, name, open == '"' ? '"' : '>');
    result.push_back(std::move(name));
  }
  return result;
}

}  // namespace program
