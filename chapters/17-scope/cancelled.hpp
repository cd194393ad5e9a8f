/// @file
/// Chapter 17: how a task learns that it is not wanted any more.
#pragma once

#include <exception>

namespace workbook {

/// Thrown in a task by what it awaits, when the task has been cancelled.
class Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "cancelled";
  }
};

/// Whether it is a Cancelled: that is an end, and no failure.
[[nodiscard]] inline bool is_cancelled(const std::exception_ptr& failure) {
  if (!failure) return false;
  try {
    std::rethrow_exception(failure);
  } catch (const Cancelled&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace workbook
