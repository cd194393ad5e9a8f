#include "words.hpp"

#include <array>
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

std::string outcome(const Event& event) { return event.failed ? " fails" : ""; }

std::string modified(const Event& event, const std::string& object) {
  if (event.failed) return object + " stays" + value_text(" ", event.value);
  return object + value_text(" becomes ", event.value);
}

const char* verb(Op op) {
  switch (op) {
    case Op::lock:
    case Op::lock_exclusive:
      return "lock ";
    case Op::lock_shared:
      return "lock_shared ";
    case Op::try_lock:
      return "try_lock ";
    case Op::unlock:
    case Op::unlock_shared_mutex:
      return "unlock ";
    case Op::wait:
    case Op::atomic_wait:
      return "wait ";
    case Op::notify_one:
      return "notify_one ";
    case Op::notify_all:
      return "notify_all ";
    case Op::destroy:
      return "destroy ";
    case Op::acquire:
      return "acquire ";
    case Op::try_acquire:
      return "try_acquire ";
    case Op::release:
      return "release ";
    case Op::call_once:
      return "call_once ";
    case Op::atomic_notify:
      return "notify ";
    case Op::read:
      return "read ";
    case Op::write:
      return "write ";
    case Op::free:
      return "free ";
    case Op::start:
      return "begins";
    case Op::end:
      return "ends";
    case Op::yield:
      return "yield";
    case Op::settle:
      return "settled";
    case Op::expect:
      return "expects more";
    case Op::fail:
      return "fails here";
    default:
      return "";
  }
}

std::string woken(const Event& event, const std::string& object) {
  if (event.failed) return "wait " + object + " times out";
  if (event.spurious) return "wakes for no reason";
  return "woken from " + object;
}

std::string plain_words(const Event& event, Names& names) {
  const std::string object = names.object(kind_of(event.op), event.object);
  switch (event.op) {
    case Op::create:
      return "start " + names.thread(event.other);
    case Op::join:
      return "join " + names.thread(event.other);
    case Op::woken:
      return woken(event, object);
    case Op::sleep:
      return "sleep " + duration_text(event.value);
    case Op::load:
      return "load " + object + value_text(" = ", event.value);
    case Op::store:
      return "store " + object + value_text(" = ", event.value);
    case Op::modify:
      return modified(event, object);
    case Op::notify_one:
    case Op::notify_all:
    case Op::atomic_notify:
      return verb(event.op) + object + notified(event, names);
    default:
      return verb(event.op) + object + outcome(event);
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
