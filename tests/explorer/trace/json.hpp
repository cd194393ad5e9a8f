/// @file
/// The failing schedule for other programs. README.md has the schema.
#pragma once

#include <string>

#include "core/record.hpp"
#include "trace/names.hpp"
#include "trace/trace.hpp"

namespace explorer::core {

/// A failure with everything that was told of it.
struct Story {
  const Record& record;
  const Trace& trace;  ///< The folded steps included.
  const std::string& sentence;
  std::string test_case;
  std::string replay;  ///< What EXPLORER_REPLAY takes.
};

std::string write_json(const Story& story, Names& names);

}  // namespace explorer::core
