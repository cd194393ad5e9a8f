/// @file
/// Chapter 15: what a closed channel cannot do (in chapter 5 it is a part of
/// channel.hpp).
#pragma once

#include <stdexcept>

namespace workbook {

/// Thrown by what a closed channel cannot do: a send, a second close.
class ClosedChannel : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace workbook
