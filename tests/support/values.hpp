/// @file
/// Values that are harder to carry than an int.
#pragma once

#include <memory>

namespace workbook_tests {

/// Can be moved but not copied, and has no default.
class Parcel {
 public:
  explicit Parcel(int content) : content_(content) {}
  Parcel(Parcel&& other) noexcept : content_(other.content_) {
    other.content_ = -1;
  }
  Parcel& operator=(Parcel&&) = delete;
  ~Parcel() = default;

  /// What it was made with; -1 once it was moved away.
  [[nodiscard]] int content() const noexcept { return content_; }

 private:
  int content_;
};

/// To move it is to copy it: what it was moved from still holds the value.
class Copied {
 public:
  explicit Copied(const std::shared_ptr<int>& value) : value_(value) {}
  Copied(const Copied&) = default;
  Copied& operator=(const Copied&) = delete;
  ~Copied() = default;

 private:
  std::shared_ptr<int> value_;
};

/// Thrown by moving a Fragile. No std::exception: a move may throw anything.
struct Broken {};

/// Throws Broken when it is moved while its `moves_left` are used up.
class Fragile {
 public:
  Fragile(int content, int& moves_left)
      : content_(content), moves_left_(&moves_left) {}
  Fragile(Fragile&& other)
      : content_(other.content_), moves_left_(other.moves_left_) {
    if (*moves_left_ == 0) throw Broken{};
    --*moves_left_;
  }
  Fragile& operator=(Fragile&&) = delete;
  ~Fragile() = default;

  [[nodiscard]] int content() const noexcept { return content_; }

 private:
  int content_;
  int* moves_left_;
};

}  // namespace workbook_tests
