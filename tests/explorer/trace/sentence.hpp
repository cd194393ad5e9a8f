/// @file
/// What went wrong, in one sentence.
#pragma once

#include <string>

#include "../record.hpp"
#include "names.hpp"
#include "trace.hpp"

namespace explorer::core {

/// Without a line break. `failure` is where it failed, `output` what the
/// child wrote: a sanitizer's report is in it.
std::string sentence_of(const Record& record, Names& names, const Trace& trace,
                        const Place& failure, const std::string& output);

}  // namespace explorer::core
