#include <algorithm>
#include <span>
#include <utility>

#include "trace.hpp"
#include "words.hpp"

namespace explorer::core {
namespace {

std::vector<Event> events_in_order(const Record& record) {
  const std::size_t count = std::min<std::size_t>(
      static_cast<std::size_t>(record.event_count), record.events.size());
  std::vector<Event> events(record.events.begin(),
                            record.events.begin() +
                                static_cast<std::ptrdiff_t>(count));
  std::ranges::stable_sort(events, {}, &Event::order);
  return events;
}

/// The standard library's own bookkeeping.
bool is_bookkeeping(const Event& event, const Places& places) {
  if (kind_of(event.op) != Kind::atomic) return false;
  for (const char* part : {"shared_ptr", "stop_token", "std_thread.h",
                           "/bits/shared", "cxxabi", "/future"}) {
    if (places.is_within(event.frames, part)) return true;
  }
  const bool waits =
      event.op == Op::atomic_wait || event.op == Op::atomic_notify;
  return !waits && places.is_within(event.frames, "atomic_wait.h");
}

/// libstdc++ calls the system only if it has counted a waiter; if not, all
/// that is seen of a notification is the look at its count.
bool is_notify_of_nobody(const Event& event, const Places& places) {
  return event.op == Op::load && event.value == 0 &&
         places.is_within(event.frames, "_M_waiting");
}

bool is_shown(const Event& event, const Places& places) {
  if (event.op == Op::start || event.op == Op::end) return false;
  if (event.op == Op::yield) return false;
  return !is_bookkeeping(event, places);
}

/// The last step of each thread that never ends is where it waits. Accesses
/// to memory are told only if they are what went wrong.
void mark_final_steps(std::vector<Step>& steps, const Record& record) {
  std::vector<bool> seen(max_threads);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->thread < 0) continue;
    const auto id = static_cast<std::size_t>(step->thread);
    if (seen[id]) continue;
    seen[id] = true;
    const bool stuck = record.verdict == Verdict::deadlock &&
                       !record.threads[id].done;
    step->final |= stuck || step == steps.rbegin();
  }
}

}  // namespace

Trace tell_trace(const Record& record, Names& names, const Places& places) {
  Trace trace;
  Time now = 0;
  int last_thread = 0;
  int number = 0;
  bool decisive = false;
  for (const Event& event : events_in_order(record)) {
    last_thread = std::max<int>(last_thread, event.thread);
    decisive |= event.decisive;
    std::string what;
    if (is_notify_of_nobody(event, places)) {
      what = "notify (nobody)";
    } else if (is_shown(event, places)) {
      what = words_for(event, names);
    } else {
      continue;
    }
    if (event.now != now) {
      Step& passing = trace.steps.emplace_back();
      passing.what = duration_text(event.now - now) + " pass";
      now = event.now;
    }
    trace.steps.push_back({.number = ++number,
                           .thread = event.thread,
                           .what = std::move(what),
                           .place = places.of(event.frames),
                           .decisive = std::exchange(decisive, false),
                           .final = kind_of(event.op) == Kind::memory});
  }
  for (int id = 0; id <= last_thread; ++id) {
    trace.threads.push_back(names.thread(id));
  }
  mark_final_steps(trace.steps, record);
  return trace;
}

}  // namespace explorer::core
