#include "trace/words.hpp"

#include <array>
#include <cstdlib>
#include <utility>

namespace explorer::core {
namespace {

/// Beyond this, a value is an address, or as good as one.
constexpr std::int64_t largest_shown = 99'999;

std::string value_text(const char* before, std::int64_t value) {
  if (value > largest_shown || value < -largest_shown) return "";
  return before + std::to_string(value);
}

std::string notified(const Event& event, const Names& names) {
  if (event.value == 0) return " (nobody)";
  return event.value == 1 ? " (" + names.thread(event.other) + ')' : "";
}

std::string modified(const Event& event, const std::string& object) {
  if (event.spurious) return "weak exchange fails for no reason";
  if (event.failed) return object + " stays" + value_text(" ", event.value);
  return object + " becomes" + value_text(" ", event.value);
}

std::string plain_words(const Event& event, Names& names) {
  const std::string verb = description_of(event.op).verb;
  const std::string object = names.object(kind_of(event.op), event.object);
  const std::string both = object.empty() ? verb : verb + ' ' + object;
  switch (event.op) {
    case Op::create:
    case Op::join:
      return verb + ' ' + names.thread(event.other);
    case Op::woken:
      if (event.failed) return "wait " + object + " times out";
      return event.spurious ? "wakes for no reason" : both;
    case Op::sleep:
      return verb + ' ' + duration_text(event.value);
    case Op::turn_clock:
      return verb + (event.value < 0 ? " back " : " on ") +
             duration_text(std::abs(event.value));
    case Op::load:
    case Op::store:
      return both + value_text(" = ", event.value);
    case Op::modify:
      return modified(event, object);
    case Op::notify_one:
    case Op::notify_all:
    case Op::atomic_notify:
      return both + notified(event, names);
    default:
      return event.failed ? both + " fails" : both;
  }
}

}  // namespace

std::string words_for(const Event& event, Names& names) {
  std::string words = plain_words(event, names);
  if (!event.blocked) return words;
  if (event.op != Op::join && event.other >= 0) {
    words += " held by " + names.thread(event.other);
  }
  return '[' + words + ']';
}

std::string value_of(const Event& event) {
  const bool has_one =
      event.op == Op::load || event.op == Op::store || event.op == Op::modify;
  return has_one ? value_text("", event.value) : "";
}

std::string duration_text(Time duration) {
  using Unit = std::pair<Time, const char*>;
  static constexpr std::array<Unit, 5> units{{{3'600'000'000'000, " h"},
                                              {60'000'000'000, " min"},
                                              {1'000'000'000, " s"},
                                              {1'000'000, " ms"},
                                              {1'000, " us"}}};
  for (const auto& [length, name] : units) {
    if (duration >= length && duration % length == 0) {
      return std::to_string(duration / length) + name;
    }
  }
  return std::to_string(duration) + " ns";
}

}  // namespace explorer::core
