#include "trace/words.hpp"

#include <array>
#include <cstdlib>
#include <sstream>
#include <utility>

namespace explorer::core {
namespace {

/// Numbers beyond this are rarely meant as numbers.
constexpr std::int64_t largest_plain = 99'999;

bool is_plain(std::int64_t value) {
  return value >= -largest_plain && value <= largest_plain;
}

std::string in_hex(std::int64_t value) {
  std::ostringstream text;
  text << "0x" << std::hex << value;
  return text.str();
}

/// A name for an address, a number that may have a sign, or two numbers that
/// share a word.
std::string word_text(std::int64_t value, bool points, Names& names) {
  if (points) return names.pointer(reinterpret_cast<const void*>(value));
  if (is_plain(value)) return std::to_string(value);
  const std::int64_t low = static_cast<std::int32_t>(value);
  const std::int64_t high = value >> 32;
  if (high != 0 && is_plain(low) && is_plain(high)) {
    return '{' + std::to_string(low) + ", " + std::to_string(high) + '}';
  }
  constexpr std::int64_t twelve_digits = 999'999'999'999;
  const bool fits = value > -twelve_digits && value <= twelve_digits;
  return fits ? std::to_string(value) : in_hex(value);
}

/// An int as the instrumentation passes it has no sign.
std::int64_t with_sign(const Event& event) {
  const auto value = static_cast<std::int32_t>(event.value);
  return event.size == 4 && is_plain(value) ? value : event.value;
}

const char* name_of(std::memory_order order) {
  switch (order) {
    case std::memory_order_relaxed:
      return "relaxed";
    case std::memory_order_consume:
      return "consume";
    case std::memory_order_acquire:
      return "acquire";
    case std::memory_order_release:
      return "release";
    case std::memory_order_acq_rel:
      return "acq_rel";
    default:
      return "";
  }
}

/// What else is to be said of an atomic operation, in parentheses.
std::string asked_for(const Event& event) {
  std::string text = order_of(event);
  if (event.newer_at != 0) text += text.empty() ? "old" : ", old";
  return text.empty() ? "" : " (" + text + ')';
}

std::string notified(const Event& event, const Names& names) {
  if (event.value == 0) return " (nobody)";
  return event.value == 1 ? " (" + names.thread(event.other) + ')' : "";
}

std::string modified(const Event& event, const std::string& object,
                     const std::string& value) {
  if (event.spurious) return "weak exchange fails for no reason";
  return object + (event.failed ? " stays " : " becomes ") + value +
         asked_for(event);
}

std::string plain_words(const Event& event, Names& names) {
  const std::string verb = description_of(event.op).verb;
  const std::string object = names.object(kind_of(event.op), event.object);
  const std::string both = object.empty() ? verb : verb + ' ' + object;
  switch (event.op) {
    case Op::create:
      if (event.failed) return "no thread is left to start";
      return verb + ' ' + names.thread(event.other);
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
      return both + " = " + value_of(event, names) + asked_for(event);
    case Op::modify:
      return modified(event, object, value_of(event, names));
    case Op::fence:
      return verb + asked_for(event);
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

std::string value_of(const Event& event, Names& names) {
  const bool has_one =
      event.op == Op::load || event.op == Op::store || event.op == Op::modify;
  if (!has_one) return "";
  std::string low = word_text(with_sign(event), event.points, names);
  if (event.size <= 8) return low;
  return '{' + low + ", " + word_text(event.upper, event.upper_points, names) +
         (event.size > 16 ? ", ..}" : "}");
}

std::string order_of(const Event& event) {
  const bool has_one = event.op == Op::load || event.op == Op::store ||
                       event.op == Op::modify || event.op == Op::fence;
  return has_one ? name_of(event.memory_order) : "";
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
