#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include "trace/trace.hpp"
#include "trace/words.hpp"

namespace explorer::core {
namespace {

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

bool is_shown(const Event& event, const Places& places) {
  if (event.op == Op::start || event.op == Op::end) return false;
  if (event.op == Op::yield || event.op == Op::pause) return false;
  return !is_bookkeeping(event, places);
}

Step line_passed(const Place& place, int thread, int order) {
  Step line;
  line.thread = thread;
  line.what = line_mark;
  line.place = place;
  line.order = order;
  return line;
}

/// When a line was passed last: after which step, and in which order of what
/// was passed there. The calls that led to a step are the last before it.
using When = std::pair<int, int>;

/// Where calls were made, and where memory was touched if that is seen.
std::vector<Step> lines_passed(const std::vector<Step>& steps,
                               const Record& record, const Places& places) {
  struct Line {
    When when;
    Step step;
  };
  std::map<std::string, Line> last;
  const auto pass = [&](const Frames& frames, int thread, When when) {
    for (const Place& place : places.own_lines(frames)) {
      Line& line = last[place.name()];
      if (line.when < when) {
        line = {when, line_passed(place, thread, when.first)};
      }
    }
  };
  for (const Step& step : steps) {
    if (step.event == nullptr) continue;
    pass(step.event->frames, step.thread,
         {step.order - 1, std::numeric_limits<int>::max()});
  }
  for (const Passed& it : record.passed) {
    if (it.address == nullptr) continue;
    pass({const_cast<void*>(it.address)}, it.thread, {it.order, it.count});
  }
  for (const Step& step : steps) last.erase(step.place.name());
  std::vector<Line> lines;
  for (const auto& [name, line] : last) {
    if (does_something(line.step.place.text)) lines.push_back(line);
  }
  std::ranges::stable_sort(lines, {}, &Line::when);
  std::vector<Step> sorted;
  sorted.reserve(lines.size());
  std::ranges::transform(lines, std::back_inserter(sorted), &Line::step);
  return sorted;
}

Step passing(Time time, int order) {
  Step remark;
  remark.what = duration_text(time) + " pass";
  remark.order = order;
  return remark;
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
    const bool stuck =
        record.verdict == Verdict::deadlock && !record.threads[id].done;
    step->final |= stuck || step == steps.rbegin();
  }
}

}  // namespace

std::vector<Event> last_events(const Record& record) {
  constexpr std::size_t most = 1000;
  const std::size_t count = std::min<std::size_t>(
      static_cast<std::size_t>(record.event_count), record.events.size());
  std::vector<Event> events(
      record.events.begin(),
      record.events.begin() + static_cast<std::ptrdiff_t>(count));
  std::ranges::stable_sort(events, {}, &Event::order);
  if (count > most) {
    events.erase(events.begin(),
                 events.end() - static_cast<std::ptrdiff_t>(most));
  }
  return events;
}

Trace tell_trace(const Record& record, const std::vector<Event>& events,
                 Names& names, const Places& places) {
  Trace trace;
  Time now = 0;
  int last_thread = 0;
  int number = 0;
  bool decisive = false;
  for (const Event& event : events) {
    last_thread = std::max<int>(last_thread, event.thread);
    decisive |= event.decisive;
    if (!is_shown(event, places)) continue;
    const Time passed = event.now - std::exchange(now, event.now);
    if (passed > 0) trace.steps.push_back(passing(passed, event.order));
    trace.steps.push_back(
        {.number = ++number,
         .thread = event.thread,
         .what = words_for(event, names),
         .object = names.object(kind_of(event.op), event.object),
         .value = value_of(event, names),
         .place = places.of(event.frames),
         .order = event.order,
         .event = &event,
         .decisive = std::exchange(decisive, false),
         .final = kind_of(event.op) == Kind::memory});
  }
  trace.threads = names.threads(last_thread + 1);
  trace.passed = lines_passed(trace.steps, record, places);
  mark_final_steps(trace.steps, record);
  return trace;
}

}  // namespace explorer::core
