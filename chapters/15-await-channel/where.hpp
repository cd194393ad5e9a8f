/// @file
/// Chapter 15: where in the program something is awaited.
#pragma once

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
/// the name of the function that it stands in.
[[nodiscard]] inline std::string function_of(const Where& where) {
  std::string_view name = where.function_name();
  name = name.substr(0, name.find_first_of("(<["));
  const auto before = name.find_last_of(" :*&");
  return std::string{name.substr(before + 1)};
}

}  // namespace workbook
