#include "search/exploration.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>

#include "process/faults.hpp"
#include "process/limits.hpp"
#include "process/processor.hpp"
#include "process/watchdog.hpp"
#include "search/replay_plans.hpp"
#include "search/report.hpp"
#include "search/search_plan.hpp"

namespace explorer::core {
namespace {

/// How many of a schedule's steps are told, from the last one back.
constexpr int most_steps_told = 4000;
constexpr int steps_told_of_a_loop = 60;

/// Under a debugger the schedule runs in the process that is debugged.
bool is_debugged() {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;) {
    if (word == "TracerPid:") return status >> word && word != "0";
  }
  return false;
}

}  // namespace

Exploration::Exploration(Body body, const Options& options)
    : settings_(settings_from_environment()),
      setup_{.body = body, .options = options, .seed = settings_.seed},
      record_(make_shared_record()) {
  if (current != nullptr) {
    throw std::logic_error{"a body cannot explore another"};
  }
  int& schedules = setup_.options.schedules;
  schedules =
      settings_.schedules.value_or(std::max(1, schedules / one_schedule_in));
}

Report Exploration::report() {
  if (settings_.replay) return replay_report(*settings_.replay);
  search();
  if (record_->verdict == Verdict::passed) {
    return report_of_success(*record_, setup_.seed);
  }
  Script script = Script::of(*record_);
  if (record_->verdict == Verdict::unfinished || record_->stuck) {
    return make_report(script);
  }
  if (!repeats(script)) {
    search_one_by_one();
    if (record_->verdict == Verdict::passed) return not_repeatable();
    script = Script::of(*record_);
  }
  return show(script);
}

Report Exploration::replay_report(const Replay& replay) {
  schedules_run_ = 1;
  record_->schedule = replay.schedule;
  tell_script(replay.script);
  return make_report(replay.script);
}

/// Runs the failing schedule once more, simpler if that can be, and tells it.
Report Exploration::show(const Script& script) {
  const Verdict found = record_->verdict;
  const Script simpler = simplify(script);
  tell_script(simpler);
  if (record_->verdict == found) return make_report(simpler);
  tell_script(script);
  if (record_->verdict == found) return make_report(script);
  return not_repeatable();
}

void Exploration::search() {
  Search plan{setup_.options.schedules, setup_.seed};
  run_plan(plan);
  schedules_run_ = record_->schedules + record_->surprising;
  if (record_->verdict != Verdict::passed) ++schedules_run_;
}

/// For a body that leaves something behind in its process, such as a static
/// object: each schedule starts afresh.
void Exploration::search_one_by_one() {
  for (int i = 1; i <= setup_.options.schedules; ++i) {
    SingleWalk plan{i, setup_.seed};
    run_plan(plan);
    schedules_run_ = i;
    if (record_->verdict != Verdict::passed) return;
  }
}

bool Exploration::repeats(const Script& script) {
  const Verdict found = record_->verdict;
  run_script(script);
  return record_->verdict == found;
}

void Exploration::run_script(const Script& script) {
  Trial plan{{&script, 1}, record_->schedule};
  run_plan(plan);
}

/// Only the last steps of many are told, since telling takes time; of what goes
/// round and round its beginning and a few rounds. A debugger sees it run only
/// once, from the start.
void Exploration::tell_script(const Script& script) {
  int from = 0;
  const int most_steps = setup_.options.max_steps;
  if (!is_debugged()) {
    run_script(script);
    if (record_->verdict == Verdict::livelock && !record_->stuck) {
      setup_.options.max_steps =
          std::min(most_steps, script.moves() + steps_told_of_a_loop);
      run_script(script);
    }
    from = record_->steps - most_steps_told;
  }
  Trial plan{{&script, 1}, record_->schedule};
  run_plan(plan, std::max(0, from));
  setup_.options.max_steps = most_steps;
}

/// What goes round and round does so however it goes on: of its turns just the
/// first few are kept, and of those the ones that it takes.
Script Exploration::shorten(const Script& script) {
  int tries = most_moves_to_shrink / setup_.options.max_steps;
  const auto is_endless = [&](const Script& it) {
    --tries;
    run_script(it);
    return record_->verdict == Verdict::livelock;
  };
  Script best = script;
  for (std::size_t turns = 0; turns < script.turns.size();
       turns += 1 + turns / 2) {
    Script shorter = script;
    shorter.turns.resize(turns);
    shorter.wakes.clear();
    if (is_endless(shorter)) {
      best = shorter;
      break;
    }
  }
  for (std::size_t i = best.turns.size() + best.old_values.size();
       i-- > 0 && tries > 0;) {
    Script shorter = best;
    shorter.leave_out(i);
    if (is_endless(shorter)) best = shorter;
  }
  record_->verdict = Verdict::livelock;
  return best;
}

Script Exploration::simplify(const Script& script) {
  if (record_->verdict == Verdict::livelock) return shorten(script);
  const Verdict verdict = record_->verdict;
  const std::string detail = record_->detail.data();
  const int schedule = record_->schedule;
  const auto cost = [this] {
    return Cost{record_->old_value_count, record_->switches,
                record_->preemptions, record_->move_count};
  };
  const TryScripts try_scripts =
      [&](std::span<const Script> scripts) -> std::optional<Tried> {
    Trial plan{scripts, schedule};
    run_plan(plan);
    if (record_->verdict == Verdict::passed) return std::nullopt;
    Tried tried{.index = static_cast<std::size_t>(record_->schedules),
                .failing = std::nullopt};
    if (record_->verdict == verdict && record_->detail.data() == detail) {
      tried.failing = {Script::of(*record_), cost()};
    }
    return tried;
  };
  return shrink({script, cost()}, try_scripts).script;
}

void Exploration::run_plan(Plan& plan, int tell_from) {
  setup_.tell_from = tell_from;
  record_->verdict = Verdict::passed;
  record_->finished = record_->stuck = false;
  record_->begun = 0;
  record_->schedules = 0;
  record_->detail[0] = '\0';
  record_->culprit = record_->other = record_->gone_by = -1;
  record_->gone = nullptr;
  if (settings_.replay && is_debugged()) {
    run(plan, setup_, *record_);
    return;
  }
  const auto work = [&] {
    catch_faults(*record_);
    stay_on_one_processor();
    run(plan, setup_, *record_);
  };
  ending_ = in_child(work, watch_over(*record_));
  judge_ending();
  if (record_->stuck) impatience = impatience_once_stuck;
}

/// A child that did not get to the end of its plan has not passed.
void Exploration::judge_ending() {
  if (record_->finished || record_->verdict != Verdict::passed) return;
  if (ending_.signal == 0 && ending_.status == todo_status) {
    record_->verdict = Verdict::unfinished;
    return;
  }
  record_->verdict = Verdict::crash;
  const std::string how =
      ending_.signal != 0
          ? "was killed by signal " + std::to_string(ending_.signal)
          : "ended with exit status " + std::to_string(ending_.status);
  const std::string detail = "the process " + how;
  detail.copy(record_->detail.data(), record_->detail.size() - 1);
  record_->detail[detail.size()] = '\0';
}

Report Exploration::not_repeatable() {
  record_->verdict = Verdict::not_repeatable;
  return make_report({});
}

Report Exploration::make_report(const Script& script) {
  return report_of_failure(*record_,
                           {.again = {setup_.seed, record_->schedule, script},
                            .output = ending_.output,
                            .schedules = schedules_run_,
                            .svg = settings_.trace_svg,
                            .json = settings_.trace_json,
                            .look = settings_.look});
}

}  // namespace explorer::core

namespace explorer {

Report run(Body body, const Options& options) {
  return core::Exploration{body, options}.report();
}

void set_case_name(const char* name) { core::case_name() = name; }

}  // namespace explorer
