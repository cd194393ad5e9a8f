#include "trace/json.hpp"

#include <algorithm>

#include "trace/json_text.hpp"
#include "trace/sentence.hpp"
#include "trace/words.hpp"

namespace explorer::core {
namespace {

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::expectation_failed:
      return "expectation_failed";
    case Verdict::deadlock:
      return "deadlock";
    case Verdict::data_race:
      return "data_race";
    case Verdict::exception:
      return "exception";
    case Verdict::crash:
      return "crash";
    case Verdict::livelock:
      return "livelock";
    case Verdict::misuse:
      return "misuse";
    case Verdict::left_running:
      return "left_running";
    case Verdict::uncontrolled:
      return "uncontrolled";
    case Verdict::not_repeatable:
      return "not_repeatable";
    case Verdict::unfinished:
      return "unfinished";
    case Verdict::only_a_clock:
      return "only_a_clock";
    case Verdict::limit:
      return "limit";
  }
  return "";
}

void add_object(JsonObject& json, const char* key, int id) {
  if (id >= 0) json.number(key, id);
}

/// The other thread, in the part that it has.
void add_other(JsonObject& json, const Event& event) {
  const Kind kind = kind_of(event.op);
  if (event.other < 0) return;
  const bool holds = event.blocked || kind == Kind::mutex ||
                     kind == Kind::shared_mutex || event.op == Op::join;
  json.number(holds ? "holder" : "whom", event.other);
}

void add_place(JsonObject& json, const Place& place) {
  if (!place.known()) return;
  json.text("file", place.file);
  json.number("line", place.line);
  json.text("source", place.text);
}

/// Steps are numbered as in the text; what it does not show has no number.
int number_of(const Trace& trace, int order) {
  const auto found = std::ranges::find_if(trace.steps, [&](const Step& it) {
    return it.event != nullptr && it.event->order == order;
  });
  return order != 0 && found != trace.steps.end() ? found->number : 0;
}

void add_origin(JsonObject& json, const Event& event, const Trace& trace) {
  const int from = number_of(trace, event.stored_at);
  if (from != 0) json.number("loads_from", from);
  const int newer = number_of(trace, event.newer_at);
  if (newer != 0) json.number("newer", newer);
}

std::string step_json(const Step& step, const Trace& trace, Names& names) {
  const Event& event = *step.event;
  JsonObject json;
  json.number("n", step.number).number("thread", step.thread);
  json.text("op", description_of(event.op).verb);
  add_object(json, "object", names.id(kind_of(event.op), event.object));
  if (event.mutex != nullptr) {
    add_object(json, "mutex", names.id(Kind::mutex, event.mutex));
  }
  if (!step.value.empty()) json.text("value", step.value);
  const std::string order = order_of(event);
  if (!order.empty()) json.text("order", order);
  add_origin(json, event, trace);
  json.text("text", step.what);
  json.flag("blocked", event.blocked).flag("failed", event.failed);
  json.flag("spurious", event.spurious).flag("preempts", step.decisive);
  json.flag("final", step.final).flag("folded", step.folded);
  add_other(json, event);
  json.number("time_ns", event.now);
  add_place(json, step.place);
  json.flag("bold", step.bold);
  return json.str();
}

std::string line_json(const Step& line) {
  JsonObject json;
  json.number("thread", line.thread);
  add_place(json, line.place);
  return json.str();
}

std::string threads_json(const Trace& trace) {
  std::vector<std::string> threads;
  for (const std::string& role : trace.threads) {
    const auto id = static_cast<std::int64_t>(threads.size());
    threads.push_back(JsonObject{}.number("id", id).text("role", role).str());
  }
  return json_list(threads);
}

std::string objects_json(const Names& names) {
  std::vector<std::string> objects;
  for (const Names::Object& it : names.objects()) {
    const auto id = static_cast<std::int64_t>(objects.size());
    objects.push_back(JsonObject{}
                          .number("id", id)
                          .text("name", it.name)
                          .text("kind", word_for(it.kind))
                          .str());
  }
  return json_list(objects);
}

const char* state_text(const ThreadState& state, bool failed) {
  if (state.done) return "ended";
  if (failed) return "failed";
  return state.waits ? "waits" : "ready";
}

std::string end_json(const Record& record, int id, Names& names) {
  const ThreadState& state = record.threads[static_cast<std::size_t>(id)];
  JsonObject json;
  json.number("thread", id);
  json.text("state", state_text(state, !state.waits && id == record.culprit));
  if (state.done || !state.waits) return json.str();
  add_object(json, "object", names.id(kind_of(state.op), state.object));
  if (state.other >= 0) json.number("holder", state.other);
  const std::string words = waiting(state, id, names);
  if (!words.empty()) json.text("text", words);
  return json.str();
}

std::string ends_json(const Record& record, const Trace& trace, Names& names) {
  std::vector<std::string> ends;
  for (int id = 0; id < std::ssize(trace.threads); ++id) {
    if (!record.threads[static_cast<std::size_t>(id)].exists) continue;
    ends.push_back(end_json(record, id, names));
  }
  return json_list(ends);
}

void add_values(JsonObject& json, const Record& record) {
  if (record.wanted[0] != '\0') {
    json.text("expected", record.wanted.data());
    json.text("got", record.got.data());
  }
  json.text("because", record.detail.data());
}

}  // namespace

std::string write_json(const Story& story, Names& names) {
  const Record& record = story.record;
  std::vector<std::string> steps;
  for (const Step& step : story.trace.steps) {
    if (step.event != nullptr)
      steps.push_back(step_json(step, story.trace, names));
  }
  std::vector<std::string> lines;
  for (const Step& line : story.trace.passed) lines.push_back(line_json(line));
  const std::string ends = ends_json(record, story.trace, names);
  JsonObject json;
  json.number("schema", 1);
  json.text("verdict", name_of(record.verdict));
  json.text("sentence", story.sentence);
  if (record.verdict == Verdict::expectation_failed) add_values(json, record);
  json.text("case", story.test_case).text("replay", story.replay);
  json.raw("threads", threads_json(story.trace));
  json.raw("objects", objects_json(names));  // all have their names by now
  json.raw("steps", json_list(steps)).raw("lines", json_list(lines));
  json.raw("ends", ends);
  return json.str() + '\n';
}

}  // namespace explorer::core
