/// @file
/// A step in a few words.
#pragma once

#include <string>

#include "core/record.hpp"
#include "trace/names.hpp"

namespace explorer::core {

/// For instance `lock M1`, or `[lock M1 held by sender]`.
std::string words_for(const Event& event, Names& names);

/// What an atomic holds after the step, and what a load took; empty for other
/// steps.
std::string value_of(const Event& event, Names& names);

/// The memory order of an atomic operation or a fence that is weaker than
/// sequentially consistent; or else empty.
std::string order_of(const Event& event);

/// A duration with its unit: `500 ms`.
std::string duration_text(Time duration);

}  // namespace explorer::core
