/// @file
/// What the tests of the owner do as its clients.
#pragma once

#include "channel.hpp"
#include "explorer.hpp"
#include "stateful_owner.hpp"

namespace workbook_tests {

/// Whether `ask` throws ClosedChannel.
template <class Asking>
bool throws_closed(Asking ask) {
  try {
    ask();
    return false;
  } catch (const workbook::ClosedChannel&) {
    return true;
  }
}

inline bool read_throws(workbook::StatefulOwner& owner) {
  return throws_closed([&] { static_cast<void>(owner.read(1)); });
}

inline bool write_throws(workbook::StatefulOwner& owner) {
  return throws_closed([&] { static_cast<void>(owner.write(1, 10)); });
}

inline void name_channels(workbook::StatefulOwner& owner) {
  explorer::name(owner.reads(), "reads");
  explorer::name(owner.writes(), "writes");
}

}  // namespace workbook_tests
