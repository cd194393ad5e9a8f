/// @file
/// A value that allows much more than a channel has need of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "explorer.hpp"

namespace workbook_tests {

/// Can be made from nothing or from a list, copied and assigned, and fails the
/// schedule when it is: a channel moves values and does nothing else to them.
/// It knows where it lives, so moving its bytes is not enough, and it has to
/// live at a multiple of its alignment.
class alignas(1024) Awkward {
  struct Part {
    Part(const Awkward& /*whole*/) noexcept {}  // NOLINT: a list is made of it
  };

 public:
  Awkward() { fail("a channel makes no value of its own, not even a default"); }
  explicit Awkward(int content) noexcept : content_(content) {}
  Awkward(std::initializer_list<Part> /*parts*/) {
    fail("a value is passed on as it is, and not as the only part of another");
  }
  Awkward(const Awkward& other) : content_(other.content_) {
    fail("a value is moved, not copied, even if its move may throw");
  }
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  Awkward(Awkward&& other) : content_(other.content()) { look(); }
  Awkward& operator=(const Awkward& /*other*/) {
    fail("a value is moved to where none has been, not assigned");
    return *this;
  }
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  Awkward& operator=(Awkward&& /*other*/) {
    fail("a value is moved to where none has been, not assigned");
    return *this;
  }
  ~Awkward() { look(); }

  /// What it was made with.
  [[nodiscard]] int content() const {
    look();
    return content_;
  }

 private:
  static void fail(const char* claim) { explorer::expect(false, claim); }

  void look() const {
    explorer::expect(home_ == this,
                     "a value is moved by its constructor, not byte by byte");
    // The compiler takes the alignment of `this` for granted.
    const volatile auto address = reinterpret_cast<std::uintptr_t>(this);
    explorer::expect(address % alignof(Awkward) == 0,
                     "a value lives at a multiple of its alignment, 1024");
  }

  int content_ = 0;
  const Awkward* home_ = this;
};

}  // namespace workbook_tests
