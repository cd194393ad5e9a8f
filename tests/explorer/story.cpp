#include "story.hpp"

#include <algorithm>
#include <string_view>

namespace explorer::core {
namespace {

/// What a thread that cannot go on is doing.
std::string waiting(const ThreadState& state, int id, Names& names) {
  const std::string object = names.object(kind_of(state.op), state.object);
  const std::string holder =
      state.other == id     ? ", which it holds itself"
      : state.other >= 0 ? ", held by " + names.thread(state.other)
                         : "";
  switch (state.op) {
    case Op::lock:
    case Op::lock_exclusive:
    case Op::lock_shared:
      return "waits to lock " + object + holder;
    case Op::wait:
      return "waits on " + object;
    case Op::acquire:
      return "waits to acquire " + object;
    case Op::atomic_wait:
      return "waits for " + object + " to change";
    case Op::join:
      return "waits for " + names.thread(state.other) + " to end";
    case Op::call_once:
      return "waits for a call_once" + holder;
    case Op::settle:
      return "waits for the others to settle";
    default:
      return "could go on";
  }
}

/// Threads that only wait for another one's end are left out, unless there
/// is nothing else to say.
std::string stuck_threads(const Record& record, Names& names, bool joining) {
  std::string text;
  for (int id = 0; id < max_threads; ++id) {
    const ThreadState& state = record.threads[static_cast<std::size_t>(id)];
    if (!state.exists || state.done) continue;
    if (!joining && state.op == Op::join) continue;
    const std::string what = waiting(state, id, names);
    if (what == "could go on") continue;
    if (!text.empty()) text += "; ";
    text += names.thread(id) + ' ' + what;
  }
  if (text.empty() && !joining) return stuck_threads(record, names, true);
  return text;
}

/// The line of a sanitizer's report that says what it found.
std::string sanitizer_line(const std::string& output) {
  for (const std::string_view mark :
       {"ERROR: AddressSanitizer: ", "runtime error: "}) {
    const std::size_t at = output.find(mark);
    if (at == output.npos) continue;
    const std::size_t start = mark.starts_with("ERROR") ? at + 7 : at;
    std::string line = output.substr(start, output.find('\n', at) - start);
    const std::size_t address = line.find(" on address");
    return line.substr(0, address);
  }
  return "";
}

std::string crash(const Record& record, const std::string& who,
                  const std::string& output) {
  const std::string report = sanitizer_line(output);
  if (!report.empty()) return who + report;
  return who + record.detail.data();
}

}  // namespace

Names::Names(const Record& record) : record_(record) {}

std::string Names::thread(int id) const {
  const ThreadState& state = record_.threads[static_cast<std::size_t>(id)];
  if (state.role[0] != '\0') return state.role.data();
  return id == 0 ? "main" : "T" + std::to_string(id);
}

namespace {

std::string_view letter(Kind kind) {
  switch (kind) {
    case Kind::mutex: return "M";
    case Kind::condition: return "C";
    case Kind::shared_mutex: return "SM";
    case Kind::semaphore: return "S";
    case Kind::atomic: return "A";
    case Kind::once: return "O";
    default: return "V";
  }
}

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::mutex: return "mutex";
    case Kind::condition: return "condition";
    case Kind::shared_mutex: return "shared mutex";
    case Kind::semaphore: return "semaphore";
    case Kind::atomic: return "atomic";
    case Kind::once: return "once flag";
    default: return "memory";
  }
}

}  // namespace

std::string Names::object(Kind kind, const void* object) {
  if (kind == Kind::none || kind == Kind::thread) return "";
  const auto same = [&](const Known& it) {
    return it.kind == kind && it.object == object;
  };
  const auto found = std::ranges::find_if(known_, same);
  if (found != known_.end()) return found->name;
  const auto* at = static_cast<const char*>(object);
  std::string owner;
  for (int i = 0; i < record_.name_count; ++i) {
    const NamedMemory& named = record_.names[static_cast<std::size_t>(i)];
    const auto* start = static_cast<const char*>(named.start);
    if (at >= start && at < start + named.size) owner = named.name.data();
  }
  const auto count = std::ranges::count(known_, kind, &Known::kind) + 1;
  std::string name = std::string{letter(kind)} + std::to_string(count);
  if (!owner.empty()) name = owner + "' " + std::string{word(kind)};
  known_.push_back({kind, object, name});
  return name;
}

std::string sentence_of(const Record& record, Names& names,
                        const std::string& output) {
  const std::string who =
      record.culprit >= 0 ? names.thread(record.culprit) + ": " : "";
  const std::string detail = record.detail.data();
  switch (record.verdict) {
    case Verdict::passed:
      return "no schedule failed";
    case Verdict::expectation_failed:
      return who + "expected " + detail;
    case Verdict::deadlock:
      return "deadlock: " + stuck_threads(record, names, false);
    case Verdict::data_race:
      return "data race: " + detail;
    case Verdict::exception:
      return who + "an exception that nobody catches: " + detail;
    case Verdict::crash:
      return crash(record, who, output);
    case Verdict::livelock:
      return detail.empty() ? who + "runs on and on, and nothing comes of it"
                            : who + detail;
    case Verdict::misuse:
      return who + detail;
    case Verdict::left_running:
      return "the body returned before all of its threads had ended";
    case Verdict::uncontrolled:
      return who + "waits in " + detail + ", which is not controlled";
    case Verdict::not_repeatable:
      return "the body depends on more than the schedule: " + detail;
    case Verdict::unfinished:
      return "unfinished";
  }
  return "";
}

}  // namespace explorer::core
