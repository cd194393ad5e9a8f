/// @file
/// Chapter 15: where in the program something is awaited.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <version>

#if __has_include(<source_location>)
#include <source_location>
#endif

namespace workbook {

#ifdef __cpp_lib_source_location
using Where = std::source_location;
#else
/// A std::source_location for compilers without it (clang 14).
class Where {
 public:
  static constexpr Where current(const char* file = __builtin_FILE(),
                                 const char* function = __builtin_FUNCTION(),
                                 unsigned line = __builtin_LINE()) noexcept {
    return Where{file, function, line};
  }
  constexpr Where() noexcept = default;
  constexpr Where(const char* file, const char* function,
                  unsigned line) noexcept
      : file_(file), function_(function), line_(line) {}
  [[nodiscard]] const char* file_name() const noexcept { return file_; }
  [[nodiscard]] const char* function_name() const noexcept { return function_; }
  [[nodiscard]] unsigned line() const noexcept { return line_; }

 private:
  const char* file_ = "";
  const char* function_ = "";
  unsigned line_ = 0;
};
#endif

/// The file without its folders, and the line: "main.cpp:40".
[[nodiscard]] inline std::string place_of(const Where& where) {
  const std::string_view file = where.file_name();
  const auto slash = file.find_last_of('/');  // npos + 1 is 0
  return std::string{file.substr(slash + 1)} + ':' +
         std::to_string(where.line());
}

/// The function without its types and its namespace: "reader". A lambda has
/// the name of the function that it is in.
[[nodiscard]] inline std::string function_of(const Where& where) {
  constexpr std::string_view unnamed = "(anonymous namespace)";
  const std::string_view whole = where.function_name();
  std::size_t start = 0;
  std::size_t end = 0;
  int depth = 0;  // in template arguments
  for (; end < whole.size(); ++end) {
    const std::string_view rest = whole.substr(end);
    if (rest[0] == '<') ++depth;
    if (rest[0] == '>') --depth;
    if (depth > 0) continue;
    if (rest.starts_with(unnamed)) {
      end += unnamed.size() - 1;
    } else if (rest[0] == '(') {
      break;
    } else if (std::string_view{" :*&"}.find(rest[0]) != rest.npos) {
      start = end + 1;
    }
  }
  const std::string_view name = whole.substr(start, end - start);
  return std::string{name.substr(0, name.find('<'))};
}

}  // namespace workbook
