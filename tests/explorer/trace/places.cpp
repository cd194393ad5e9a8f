#include "places.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string_view>

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

bool is_ours(const std::filesystem::path& path) {
  const bool here = path.string().starts_with(EXPLORER_SOURCE_DIR);
  return here && !path.filename().string().starts_with("gallery");
}

bool is_system(const std::string& path) {
  return path.starts_with("/usr/") || path.find("/include/c++/") != path.npos;
}

bool is_readers(const std::string& path) {
  return !path.empty() && path.front() != '?' && !is_system(path) &&
         !is_ours(path);
}

std::string line_of(const std::string& path, int number) {
  std::ifstream file{path};
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(file, line)) return "";
  }
  const std::size_t start = line.find_first_not_of(" \t");
  if (start == line.npos) return "";
  return line.substr(start, line.find_last_not_of(" \t\r") - start + 1);
}

}  // namespace

Places::Places(const std::vector<const Frames*>& all) {
  std::vector<const void*> addresses;
  for (const Frames* frames : all) {
    for (const void* address : *frames) {
      if (address == nullptr || lines_.contains(address)) continue;
      lines_[address];
      if (is_in_program(address)) addresses.push_back(address);
    }
  }
  if (!addresses.empty()) ask(addresses);
}

void Places::ask(const std::vector<const void*>& addresses) {
  const std::string program =
      std::filesystem::read_symlink("/proc/self/exe").string();
  std::ostringstream command;
  command << "addr2line -a -f -i -e '" << program << "'" << std::hex;
  for (const void* address : addresses) {
    // One before the return address: within the call.
    command << " 0x"
            << static_cast<const char*>(address) - 1 - base_of_program();
  }
  command << " 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
      ::popen(command.str().c_str(), "r"), ::pclose};
  if (pipe == nullptr) return;
  char* text = nullptr;
  std::size_t size = 0;
  const auto next = [&](std::string& line) {
    if (::getline(&text, &size, pipe.get()) < 0) return false;
    line = text;
    line.resize(line.find('\n'));
    return true;
  };
  std::vector<Line>* lines = nullptr;
  std::size_t count = 0;
  for (std::string line; next(line);) {
    if (line.starts_with("0x")) {
      if (count == addresses.size()) break;
      lines = &lines_[addresses[count++]];
      continue;
    }
    Line entry{line, "", 0};
    if (lines == nullptr || !next(line)) break;
    const std::size_t colon = line.rfind(':');
    entry.path = std::filesystem::path{line.substr(0, colon)}
                     .lexically_normal()
                     .string();
    entry.line = std::atoi(line.c_str() + colon + 1);
    lines->push_back(std::move(entry));
  }
  std::free(text);
}

Place Places::of(const Frames& frames) const {
  for (const void* address : frames) {
    const auto found = lines_.find(address);
    if (found == lines_.end()) continue;
    for (const Line& line : found->second) {
      if (!is_readers(line.path)) continue;
      return {.file = std::filesystem::path{line.path}.filename().string(),
              .line = line.line,
              .text = line_of(line.path, line.line)};
    }
  }
  return {};
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
