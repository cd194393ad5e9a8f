/// @file
/// What became of a send.
#pragma once

#include "channel.hpp"

namespace workbook_tests {

/// True when the value was sent, false when the channel was closed.
inline bool sends(workbook::Channel<int>& channel, int value) {
  try {
    channel.send(value);
    return true;
  } catch (const workbook::ClosedChannel&) {
    return false;
  }
}

}  // namespace workbook_tests
