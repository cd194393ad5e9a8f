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
template <std::size_t alignment>
class alignas(alignment) AwkwardAt {
  struct Part {
    // NOLINTNEXTLINE(google-explicit-constructor): a list is made of it
    Part(const AwkwardAt& /*whole*/) noexcept {}
  };

 public:
  AwkwardAt() {
    fail("a channel makes no value of its own, not even a default");
  }
  explicit AwkwardAt(int content) noexcept : content_(content) {}
  AwkwardAt(std::initializer_list<Part> /*parts*/) {
    fail("a value is passed on as it is, and not as the only part of another");
  }
  AwkwardAt(const AwkwardAt& other) : content_(other.content_) {
    fail("a value is moved, not copied, even if its move may throw");
  }
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  AwkwardAt(AwkwardAt&& other) : content_(other.content()) { look(); }
  AwkwardAt& operator=(const AwkwardAt& /*other*/) {
    fail("a value is moved to where none has been, not assigned");
    return *this;
  }
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  AwkwardAt& operator=(AwkwardAt&& /*other*/) {
    fail("a value is moved to where none has been, not assigned");
    return *this;
  }
  ~AwkwardAt() { look(); }

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
    explorer::expect(address % alignment == 0,
                     "a value lives at a multiple of its alignment");
  }

  int content_ = 0;
  const AwkwardAt* home_ = this;
};

using Awkward = AwkwardAt<1024>;

/// For the frames of tasks, which lie where `new` puts them.
using AwkwardInFrame = AwkwardAt<alignof(std::max_align_t)>;

}  // namespace workbook_tests
