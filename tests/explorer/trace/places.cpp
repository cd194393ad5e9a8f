#include "trace/places.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

#include "own_files.hpp"

namespace explorer::core {
namespace {

/// Where this program was loaded.
const char* base_of_program() {
  Dl_info info{};
  ::dladdr(reinterpret_cast<const void*>(&base_of_program), &info);
  return static_cast<const char*>(info.dli_fbase);
}

bool is_in_program(const void* address) {
  Dl_info info{};
  return ::dladdr(address, &info) != 0 && info.dli_fbase == base_of_program();
}

/// The gallery's programs are somebody's who uses us.
bool is_ours(const std::string& path) {
  return path.starts_with(EXPLORER_SOURCE_DIR) &&
         !path.starts_with(EXPLORER_SOURCE_DIR "gallery/");
}

bool is_system(const std::string& path) {
  return path.starts_with("/usr/") || path.find("/include/c++/") != path.npos;
}

bool is_readers(const std::string& path) {
  return !path.empty() && path.front() != '?' && !is_system(path) &&
         !is_ours(path);
}

std::string file_of(const std::string& path) {
  return std::filesystem::path{path}.filename().string();
}

bool is_own(const std::string& path) {
  const std::string names = own_files();
  if (names.empty()) return true;
  return (' ' + names + ' ').find(' ' + file_of(path) + ' ') != names.npos;
}

/// For each address a line with it, and then two lines for each function
/// that it lies in: its name, and `file:line`.
std::string ask_addr2line(const std::vector<const void*>& addresses) {
  std::ostringstream command;
  command << "addr2line -a -f -i -e '"
          << std::filesystem::read_symlink("/proc/self/exe").string() << "'"
          << std::hex;
  for (const void* address : addresses) {
    // One before the return address: within the call.
    command << " 0x"
            << static_cast<const char*>(address) - 1 - base_of_program();
  }
  command << " 2>/dev/null";
  std::FILE* pipe = ::popen(command.str().c_str(), "r");
  if (pipe == nullptr) return "";
  std::string answer;
  std::array<char, 4096> part{};
  while (std::size_t got = std::fread(part.data(), 1, part.size(), pipe)) {
    answer.append(part.data(), got);
  }
  ::pclose(pipe);
  return answer;
}

}  // namespace

std::string source_line(const std::string& path, int number) {
  std::ifstream file{path};
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(file, line)) return "";
  }
  const std::size_t start = line.find_first_not_of(" \t");
  if (start == line.npos) return "";
  return line.substr(start, line.find_last_not_of(" \t\r") - start + 1);
}

bool does_something(const std::string& source) {
  const bool has_word = std::ranges::any_of(
      source, [](unsigned char it) { return std::isalnum(it) != 0; });
  return has_word && !source.starts_with("//") &&
         !source.starts_with("class ") && !source.starts_with("struct ") &&
         !source.ends_with("= default;");
}

Places::Places(const std::vector<const void*>& addresses) {
  std::vector<const void*> asked;
  for (const void* address : addresses) {
    if (address == nullptr || lines_.contains(address)) continue;
    lines_[address];
    if (is_in_program(address)) asked.push_back(address);
  }
  if (!asked.empty()) ask(asked);
}

void Places::ask(const std::vector<const void*>& addresses) {
  std::istringstream answer{ask_addr2line(addresses)};
  std::vector<Line>* lines = nullptr;
  std::size_t count = 0;
  for (std::string text; std::getline(answer, text);) {
    if (text.starts_with("0x")) {
      if (count == addresses.size()) return;
      lines = &lines_[addresses[count++]];
      continue;
    }
    Line line{.function = text, .path = "", .line = 0};
    if (lines == nullptr || !std::getline(answer, text)) return;
    const std::size_t colon = text.rfind(':');
    const std::filesystem::path path{text.substr(0, colon)};
    line.path = path.lexically_normal().string();
    line.line = std::atoi(text.c_str() + colon + 1);
    lines->push_back(std::move(line));
  }
}

/// From the innermost outwards.
std::vector<Places::Line> Places::readers_lines(const Frames& frames) const {
  std::vector<Line> lines;
  for (const void* address : frames) {
    const auto found = lines_.find(address);
    if (found == lines_.end()) continue;
    std::ranges::copy_if(
        found->second, std::back_inserter(lines),
        [](const Line& line) { return is_readers(line.path); });
  }
  return lines;
}

Place Places::of(const Frames& frames) const {
  const std::vector<Line> lines = readers_lines(frames);
  if (lines.empty()) return {};
  const auto own = std::ranges::find_if(lines, is_own, &Line::path);
  const auto at = own != lines.end() ? own : lines.begin();
  Place place = place_of(*at);
  if (file_of(lines.front().path) != place.file) {
    place.inner = place_of(lines.front()).name();
  }
  const auto caller = std::find_if(at, lines.end(), [&](const Line& line) {
    return file_of(line.path) != place.file;
  });
  if (caller != lines.end()) place.caller = place_of(*caller).name();
  return place;
}

std::vector<Place> Places::own_lines(const Frames& frames) const {
  std::vector<Place> places;
  for (const Line& line : readers_lines(frames)) {
    if (is_own(line.path)) places.push_back(place_of(line));
  }
  return places;
}

Place Places::place_of(const Line& line) {
  return {.path = line.path,
          .file = file_of(line.path),
          .line = line.line,
          .last_line = 0,
          .text = source_line(line.path, line.line),
          .inner = "",
          .caller = "",
          .own = is_own(line.path)};
}

bool Places::is_within(const Frames& frames, const std::string& word) const {
  for (const void* address : frames) {
    const auto found = lines_.find(address);
    if (found == lines_.end()) continue;
    for (const Line& line : found->second) {
      if (is_readers(line.path)) return false;
      if (is_ours(line.path)) continue;
      if (line.path.find(word) != line.path.npos) return true;
      if (line.function.find(word) != line.function.npos) return true;
    }
  }
  return false;
}

}  // namespace explorer::core
