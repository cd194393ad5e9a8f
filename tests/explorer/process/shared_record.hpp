/// @file
/// A record in memory that parent and child processes share.
#pragma once

#include <memory>

#include "core/record.hpp"

namespace explorer::core {

struct Unmap {
  void operator()(Record* record) const noexcept;
};

using SharedRecord = std::unique_ptr<Record, Unmap>;

/// Throws std::bad_alloc when there is no memory to share.
SharedRecord make_shared_record();

}  // namespace explorer::core
