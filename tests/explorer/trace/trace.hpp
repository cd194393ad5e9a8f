/// @file
/// A failing schedule as it is shown, before it is drawn.
#pragma once

#include <string>
#include <vector>

#include "core/record.hpp"
#include "trace/names.hpp"
#include "trace/places.hpp"

namespace explorer::core {

/// A row.
struct Step {
  int number = 0;
  int thread = -1;  ///< None: the row is a remark on all of them.
  std::string what;
  std::string object;  ///< What it works on, by name,
  std::string value;   ///< and what that holds then, if it is an atomic.
  Place place;
  int order = 0;                 ///< Its place among all that was told.
  const Event* event = nullptr;  ///< None of a remark, and of a line passed.
  bool decisive = false;  ///< Had another gone on here, it would have passed.
  bool final = false;     ///< Here it fails, or a thread waits in vain.
  bool folded = false;    ///< It has no part in the failure.
  bool bold = false;      ///< The line that is most likely to blame.
};

/// What a row says that is a line on the way, and no step.
inline constexpr const char* line_mark = "·";

struct Trace {
  std::vector<std::string> threads;  ///< Their roles; a column each.
  std::vector<Step> steps;
  /// Lines under test without a step of their own, that were passed on the
  /// way; each where that was last.
  std::vector<Step> passed;
};

/// The events in order; of very many, those before the end.
std::vector<Event> last_events(const Record& record);

/// What the steps were, without those that nobody asks for. Refers to the
/// events.
Trace tell_trace(const Record& record, const std::vector<Event>& events,
                 Names& names, const Places& places);

/// Marks the steps that have no part in the failure.
void fold(Trace& trace);

/// Without the folded steps, which the numbers show to be missing; and lines
/// that follow each other are one row.
Trace without_folded(const Trace& trace);

/// What a text is written for.
struct Look {
  std::size_t columns = 80;
  bool colour = false;  ///< With the escape sequences of a terminal.
};

/// The trace as a table.
std::string draw_table(const Trace& trace, const Look& look);

}  // namespace explorer::core
