/// @file
/// What the tests of select do with what they receive.
#pragma once

#include <optional>

namespace workbook_tests {

/// Takes whatever was received and forgets it.
struct Ignore {
  void operator()(const auto& /*value*/) const noexcept {}
};
inline constexpr Ignore ignore;

/// Puts what was received into a variable.
template <class T>
class Into {
 public:
  explicit Into(std::optional<T>& variable) : variable_(&variable) {}
  void operator()(std::optional<T> value) const { *variable_ = value; }

 private:
  std::optional<T>* variable_;
};

/// Sets a variable to true.
class Note {
 public:
  explicit Note(bool& variable) : variable_(&variable) {}
  void operator()() const { *variable_ = true; }

 private:
  bool* variable_;
};

}  // namespace workbook_tests
