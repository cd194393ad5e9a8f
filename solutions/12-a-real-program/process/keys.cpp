#include "process/keys.hpp"

#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "process/wait_readable.hpp"

namespace program {
namespace {

constexpr std::array<std::pair<std::string_view, Key>, 6> sequences{
    {{"\x1b[A", key_up},
     {"\x1bOA", key_up},
     {"\x1b[B", key_down},
     {"\x1bOB", key_down},
     {"\x1b[5~", key_page_up},
     {"\x1b[6~", key_page_down}}};

// Takes one key from what was read.
Key take_key(std::string& typed) {
  for (const auto& [sequence, key] : sequences) {
    if (typed.starts_with(sequence)) {
      typed.erase(0, sequence.size());
      return key;
    }
  }
  const Key key = static_cast<unsigned char>(typed.front());
  // Some other special key: all of it is one escape.
  typed.erase(0, key == key_escape ? typed.size() : 1);
  return key;
}

}  // namespace

std::function<std::optional<Key>(int)> next_key() {
  return [typed = std::string{},
          ended = false](int stop) mutable -> std::optional<Key> {
    if (typed.empty()) {
      if (ended || !wait_readable(STDIN_FILENO, stop)) return std::nullopt;
      std::array<char, 64> buffer{};
      const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (count <= 0) {
        ended = true;
        return key_end;
      }
      typed.assign(buffer.data(), static_cast<std::size_t>(count));
    }
    return take_key(typed);
  };
}

}  // namespace program
