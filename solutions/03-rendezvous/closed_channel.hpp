/// @file
/// Chapters 3 to 15: the exception of a closed channel.
#pragma once

#include <stdexcept>

namespace workbook {

/// Thrown by what a closed channel cannot do: a send, a second close.
class ClosedChannel : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace workbook
