/// @file
/// A thread's thread_local objects, made fresh again.
#pragma once

#include <cstddef>
#include <vector>

namespace explorer::core {

/// The thread_local objects of the program as they were in the thread that
/// made this.
class ThreadLocals {
 public:
  ThreadLocals();

  /// Makes those of the same thread so again, outside of any body. False if
  /// that cannot be done.
  [[nodiscard]] bool restore() const;

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace explorer::core
