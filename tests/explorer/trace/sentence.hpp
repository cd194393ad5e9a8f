/// @file
/// What went wrong, in one sentence.
#pragma once

#include <string>

#include "core/record.hpp"
#include "trace/names.hpp"
#include "trace/trace.hpp"

namespace explorer::core {

/// What a thread that cannot go on is doing; empty if it could.
std::string waiting(const ThreadState& state, int id, Names& names);

/// Without a line break. `failure` is where it failed, `output` what the
/// child wrote: a sanitizer's report is in it.
std::string sentence_of(const Record& record, Names& names, const Trace& trace,
                        const Place& failure, const std::string& output);

}  // namespace explorer::core
