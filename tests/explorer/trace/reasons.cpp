#include "trace/reasons.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace explorer::core {
namespace {

/// Of so many old values the reasons are told, the last ones.
constexpr std::size_t most_told = 3;

const Step* step_at(const Trace& trace, int order) {
  const auto found = std::ranges::find_if(trace.steps, [&](const Step& it) {
    return it.event != nullptr && it.event->order == order;
  });
  return order != 0 && found != trace.steps.end() ? &*found : nullptr;
}

std::string at_step(const Step* step) {
  return step != nullptr ? " at step " + std::to_string(step->number) : "";
}

/// Which of the two that could have handed the news over fell short.
std::string shortcoming(const Gap& gap, const Trace& trace) {
  if (gap.load == 0) return "";
  const std::string store = "the store" + at_step(step_at(trace, gap.store));
  const std::string load = "the load" + at_step(step_at(trace, gap.load));
  if (!gap.releases && !gap.acquires) {
    return ": " + store + " releases nothing, and " + load +
           " acquires nothing";
  }
  if (!gap.releases) return ": " + store + " releases nothing";
  return gap.acquires ? "" : ": " + load + " acquires nothing";
}

std::string old_value(const Step& step, const Trace& trace) {
  const Event& event = *step.event;
  const Step* stored = step_at(trace, event.stored_at);
  const Step* newer = step_at(trace, event.newer_at);
  std::string text = "Step " + std::to_string(step.number) + " takes an old ";
  text += "value of " + step.object;
  if (!step.value.empty()) text += ", " + step.value;
  text += stored != nullptr ? ", stored" + at_step(stored) : "";
  if (newer != nullptr) {
    text += "; step " + std::to_string(newer->number) + " stored " +
            newer->value + ", and nothing orders the two";
  }
  return text + shortcoming(event.gap, trace) + ".";
}

/// What ended the life of what was used too late, where, and when.
std::string its_end(const Trace& trace, const Record& record) {
  const auto by = static_cast<std::size_t>(record.gone_by);
  if (record.gone_by < 0 || by >= trace.threads.size()) return "";
  const std::string& who = trace.threads[by];
  const Step* freed = nullptr;
  const Step* last = nullptr;
  for (const Step& it : trace.steps) {
    if (it.event == nullptr || it.thread != record.gone_by) continue;
    if (it.event->op == Op::free) freed = &it;
    if (it.event->stack != nullptr && it.event->stack <= record.gone) {
      last = &it;
    }
  }
  if (freed != nullptr) {
    return who + " frees it" + at_step(freed) + freed->place.in_parentheses() +
           '.';
  }
  if (record.threads[by].done)
    return who + " has ended, and its stack with it.";
  std::string text = "It lay in a frame that " + who + " has left";
  if (last == nullptr) return text + '.';
  return text + ", after step " + std::to_string(last->number) +
         last->place.in_parentheses() + '.';
}

}  // namespace

std::string reasons(const Trace& whole, const Record& record) {
  std::vector<const Step*> old;
  for (const Step& step : whole.steps) {
    if (step.event != nullptr && step.event->newer_at != 0) {
      old.push_back(&step);
    }
  }
  std::string text;
  const std::size_t untold = old.size() - std::min(old.size(), most_told);
  if (untold > 0) {
    text = std::to_string(untold) + " steps before these take old values. ";
  }
  for (const Step* step : std::span{old}.subspan(untold)) {
    text += old_value(*step, whole) + ' ';
  }
  if (record.verdict == Verdict::data_race) {
    const std::string why = shortcoming(record.gap, whole);
    if (!why.empty()) text += "What could have ordered them" + why + '.';
  }
  if (record.verdict == Verdict::crash) text += its_end(whole, record);
  return text;
}

}  // namespace explorer::core
