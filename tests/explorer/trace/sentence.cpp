#include "trace/sentence.hpp"

#include <algorithm>
#include <string_view>

#include "core/observer.hpp"

namespace explorer::core {
namespace {

/// Where the thread failed, or made its last step: ` (queue.hpp:20)`.
std::string last_place(const Trace& trace, int thread) {
  const Step* last = nullptr;
  for (const Step& step : trace.steps) {
    if (step.thread != thread) continue;
    if (last == nullptr || step.final || !last->final) last = &step;
  }
  return last != nullptr ? last->place.in_parentheses() : "";
}

std::string holder_of(const ThreadState& state, int id, const Names& names) {
  if (state.other < 0) return "";
  if (state.other == id) return ", which it holds itself";
  return ", which " + names.thread(state.other) + " holds";
}

/// Threads that only wait for another one's end are left out, unless there
/// is nothing else to say.
std::string stuck_threads(const Record& record, Names& names,
                          const Trace& trace, bool joining = false) {
  std::string text;
  for (int id = 0; id < max_threads; ++id) {
    const ThreadState& state = record.threads[static_cast<std::size_t>(id)];
    if (!state.exists || state.done) continue;
    if ((state.op == Op::join) != joining) continue;
    const std::string what = waiting(state, id, names);
    if (what.empty()) continue;
    if (!text.empty()) text += "; ";
    text += names.thread(id) + ' ' + what + last_place(trace, id);
  }
  if (text.empty() && !joining) {
    return stuck_threads(record, names, trace, true);
  }
  return text;
}

/// A thread that waits to be woken, unlike one that joins, may need to be told
/// that there is nobody to do it.
std::string nobody_left(const Record& record) {
  for (const ThreadState& state : record.threads) {
    const bool waits = state.op == Op::wait || state.op == Op::atomic_wait;
    if (state.exists && !state.done && waits) {
      return "; and nobody is left to wake anyone";
    }
  }
  return "";
}

/// `writes reads`, as the detector left it, with names and places.
std::string race(const Record& record, const Names& names, const Trace& trace) {
  const std::string_view detail = record.detail.data();
  const std::size_t space = detail.find(' ');
  const std::string mine{detail.substr(0, space)};
  const std::string theirs{detail.substr(space + 1)};
  return "data race: " + names.thread(record.other) + ' ' + theirs +
         last_place(trace, record.other) + ", " + names.thread(record.culprit) +
         ' ' + mine + last_place(trace, record.culprit) +
         " the same memory, and nothing orders the two";
}

/// The line of a sanitizer's report that says what it found.
std::string sanitizer_line(const std::string& output) {
  for (const std::string_view mark :
       {"AddressSanitizer: ", "runtime error: "}) {
    const std::size_t at = output.find(mark);
    if (at == output.npos) continue;
    const std::string line = output.substr(at, output.find('\n', at) - at);
    return line.substr(0, line.find(" on address"));
  }
  return "";
}

std::string crash(const Record& record, const Names& names,
                  const std::string& output) {
  std::string report = sanitizer_line(output);
  if (!report.empty()) return "is stopped: " + report;
  report = record.detail.data();
  if (record.other >= 0 && record.other != record.culprit) {
    report += " by " + names.thread(record.other);
  }
  return report;
}

/// Whether no other thread can change what the culprit looks at.
bool is_alone(const Record& record) {
  const auto goes_on = [](const ThreadState& it) {
    return it.exists && !it.done && !it.waits;
  };
  return std::ranges::count_if(record.threads, goes_on) <= 1;
}

std::string livelock(const Record& record) {
  if (record.stuck) return record.detail.data();
  std::string what = "goes round and round, and nothing comes of it";
  if (observer != nullptr || is_alone(record)) return what;
  return what +
         "; an atomic that it looks at is seen only by a program that "
         "links explorer_races";
}

/// Of memory, by schedules before the one that took too much.
std::string what_was_left(const Record& record) {
  constexpr int not_worth_a_word = 1000;
  if (record.left_behind < not_worth_a_word) return "";
  return ", when earlier schedules have left " +
         std::to_string(record.left_behind) + " blocks behind";
}

std::string expectation(const Record& record) {
  const std::string wanted = record.wanted.data();
  const std::string values = wanted + ", got " + record.got.data() + ": ";
  return "expected: " + (wanted.empty() ? "" : values) + record.detail.data();
}

const char* words_without_place(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "no schedule failed";
    case Verdict::left_running:
      return "the body returned before all of its threads had ended";
    case Verdict::not_repeatable:
      return "the body depends on more than the schedule: the same one "
             "failed after others, and passed when it was run by itself; "
             "a static object, a pool or a cache for instance, keeps what "
             "earlier schedules left in it, or something is read that has "
             "no value yet";
    case Verdict::unfinished:
      return "unfinished";
    default:
      return nullptr;
  }
}

std::string what_a_thread_did(const Record& record, const std::string& who,
                              const Names& names, const std::string& output) {
  const std::string detail = record.detail.data();
  switch (record.verdict) {
    case Verdict::expectation_failed:
      return who + expectation(record);
    case Verdict::exception:
      return who + "throws, and nobody catches it: " + detail;
    case Verdict::crash:
      return "crash: " + who + crash(record, names, output);
    case Verdict::livelock:
      return "livelock: " + who + livelock(record);
    case Verdict::only_a_clock:
      return "nothing but a clock woke " + who.substr(0, who.size() - 1);
    case Verdict::limit:
      return "limit: " + who + detail + what_was_left(record);
    case Verdict::misuse:
      return "misuse: " + who + detail;
    default:
      return who + "waits in " + detail + ", which is not controlled";
  }
}

}  // namespace

std::string waiting(const ThreadState& state, int id, Names& names) {
  const std::string object = names.object(kind_of(state.op), state.object);
  switch (state.op) {
    case Op::lock:
    case Op::lock_exclusive:
    case Op::lock_shared:
      return "waits to lock " + object + holder_of(state, id, names);
    case Op::wait:
      return "waits on " + object;
    case Op::acquire:
      return "waits to acquire " + object;
    case Op::atomic_wait:
      return "waits for " + object + " to change";
    case Op::join:
      return "waits for " + names.thread(state.other) + " to end";
    case Op::call_once:
      return "waits for a call_once";
    case Op::settle:
      return "waits for the others to settle";
    default:
      return "";
  }
}

std::string sentence_of(const Record& record, Names& names, const Trace& trace,
                        const Place& failure, const std::string& output) {
  if (record.verdict == Verdict::deadlock) {
    return "deadlock: " + stuck_threads(record, names, trace) +
           nobody_left(record);
  }
  if (record.verdict == Verdict::data_race) return race(record, names, trace);
  if (const char* words = words_without_place(record.verdict)) return words;
  const std::string who = record.culprit >= 0
                              ? names.thread(record.culprit) + ' '
                          : record.stuck ? "a thread "
                                         : "";
  return what_a_thread_did(record, who, names, output) +
         failure.in_parentheses();
}

}  // namespace explorer::core
