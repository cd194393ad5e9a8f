/// @file
/// Whether a thread has touched its thread_local objects.
#pragma once

#include <cstddef>
#include <vector>

namespace explorer::core {

/// The thread_local objects of the program as they were in the thread that
/// made this.
class ThreadLocals {
 public:
  ThreadLocals();

  /// Asked by that same thread, outside of any body.
  [[nodiscard]] bool are_unchanged() const;

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace explorer::core
