/// @file
/// What the tests of the owner do as its clients.
#pragma once

#include "channel.hpp"
#include "explorer.hpp"
#include "stateful_owner.hpp"
#include "throws.hpp"

namespace workbook_tests {

/// Whether a read of key 1 throws. If not, it was answered, as a read is.
inline bool read_throws(workbook::StatefulOwner& owner) {
  return throws<workbook::ClosedChannel>([&] {
    const int value = owner.read(1);
    explorer::expect(value == 0 || value == 10, "a value that key 1 had");
  });
}

/// Whether a write to key 1 throws. If not, it was answered, as a write is.
inline bool write_throws(workbook::StatefulOwner& owner) {
  return throws<workbook::ClosedChannel>([&] {
    explorer::expect(owner.write(1, 10), "the reply of a write is true");
  });
}

/// For the trace.
inline void name_channels(workbook::StatefulOwner& owner) {
  explorer::name(owner.reads(), "reads");
  explorer::name(owner.writes(), "writes");
}

}  // namespace workbook_tests
