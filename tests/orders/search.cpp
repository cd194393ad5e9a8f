// How orders are searched, made simple and shown.

#include "search.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "explorer.hpp"
#include "process/child.hpp"
#include "table.hpp"

namespace orders {
namespace {

// What todo() ends a process with (workbook::todo_exit).
constexpr int todo_exit = 3;

// What was wrong in the order that the choices make; empty if nothing was.
std::string complaint(const Order& order, Choices& choices,
                      const Watch& watch) {
  first_complaint().clear();
  const int before = Alive::count;
  std::string wrong;
  try {
    order(choices, watch);
  } catch (const Failed& failure) {
    wrong = failure.what();
  } catch (const std::exception& error) {
    wrong = std::string{"an exception came out: "} + error.what();
  } catch (...) {
    wrong = "an exception came out that is no std::exception";
  }
  Alive::count = before;
  return first_complaint().empty() ? wrong : first_complaint();
}

std::string complaint(const Order& order, Choices& choices) {
  Record* const record = Record::shared();
  if (record) record->clear();
  return complaint(order, choices, {.record = record});
}

// Back to the usual choices, wherever it fails without the others too.
void simplify(const Order& order, Choices& choices) {
  std::vector<std::size_t> taken = choices.taken();
  for (std::size_t i = taken.size(); i-- > 0;) {
    const std::size_t kept = std::exchange(taken[i], 0);
    choices.repeat(taken);
    if (kept != 0 && complaint(order, choices).empty()) taken[i] = kept;
  }
  while (!taken.empty() && taken.back() == 0) taken.pop_back();
  choices.repeat(taken);
}

constexpr const char* before_an_order = "in this order:\n";

// Nothing of an order in which no task was the tests' to choose.
std::string said(const std::string& order) {
  return order.empty() ? "" : before_an_order + order;
}

// What was wrong, of all that is said below how many orders there were.
std::string in_one_line(const std::string& output) {
  const auto start = output.find('\n') + 1;
  const auto end = output.find(before_an_order, start);
  std::string wrong = output.substr(start, end - start);
  wrong.erase(wrong.find_last_not_of('\n') + 1);
  for (auto at = wrong.find('\n'); at != wrong.npos;
       at = wrong.find('\n', at)) {
    wrong.replace(at, 1, "; ");
  }
  return wrong;
}

// No test lets its thread sleep for as long as this: three seconds.
constexpr int most_looks_asleep = 30;

// Whether a thread, whose folder this is, waits for something that is not the
// processor.
bool thread_sleeps(const std::filesystem::path& thread) {
  std::ifstream stat{thread / "stat"};
  std::string line;
  std::getline(stat, line);
  const auto name_end = line.rfind(") ");
  return name_end != line.npos && line.compare(name_end + 2, 1, "S") == 0;
}

// Whether all threads of the process do. Where a pool works, its first thread
// waits for the others.
bool sleeps(pid_t process) {
  std::error_code error;
  std::filesystem::directory_iterator thread{
      "/proc/" + std::to_string(process) + "/task", error};
  while (!error && thread != std::filesystem::directory_iterator{}) {
    if (!thread_sleeps(thread->path())) return false;
    thread.increment(error);
  }
  return !error;
}

// How far the order came in which another process has crashed: it is made once
// more, up to there. Empty if nothing is known of it.
std::string last_order(const Order& order) {
  const Record* const record = Record::shared();
  if (!record || record->turn() == 0) return "";
  const auto work = [&] {
    Choices choices;
    choices.repeat(record->choices());
    Trace trace;
    order(choices, {.trace = &trace,
                    .stop_turn = record->turn(),
                    .stop_at_end = record->ended(),
                    .stop = [&trace] {
                      std::printf("%s", table(trace).c_str());
                      std::fflush(stdout);
                      std::_Exit(0);
                    }});
  };
  int looks = 0;
  const auto ending = explorer::core::in_child(
      work, [&](pid_t) { return ++looks < most_looks_asleep; });
  return ending.signal == 0 && ending.status == 0 ? ending.output : "";
}

// What went wrong where it has crashed: in the same order, the explorer sees
// the line.
std::string crash(const Order& order) {
  const std::string crashed = "the program crashed";
  const auto again = [&] {
    Choices choices;
    if (const Record* const record = Record::shared()) {
      choices.repeat(record->choices());
    }
    order(choices, {});
  };
  const explorer::Report report =
      explorer::run(again, {.schedules = 1, .clock_may_wake = true});
  switch (report.verdict) {
    case explorer::Verdict::crash:
      return crashed + report.sentence.substr(report.sentence.find(':'));
    case explorer::Verdict::exception:  // what it left has crashed others
      return report.sentence;
    default:
      return crashed;
  }
}

}  // namespace

Report search(const Order& order, long most) {
  Report report;
  Choices choices;
  bool more = true;
  while (more && report.orders < 2 * most) {
    ++report.orders;
    report.failed = complaint(order, choices);
    if (!report.failed.empty()) break;
    if (report.orders < most) {
      more = choices.next();
    } else {
      choices.draw();
    }
  }
  report.all = !more;
  if (report.failed.empty()) return report;
  simplify(order, choices);
  Trace trace;
  report.failed = complaint(order, choices, {.trace = &trace});
  report.trace = table(trace);
  return report;
}

void search_apart(const Order& order, long most) {
  constexpr int failed = 1;
  constexpr rlim_t seconds = 20;  // of the processor: some machines are busy
  constexpr int most_looks = 600;
  int looks = 0;
  int asleep = 0;  // looks in a row
  const auto work = [&] {
    const rlimit limit{seconds, seconds};
    ::setrlimit(RLIMIT_CPU, &limit);
    const Report report = search(order, most);
    std::printf("%s%ld order%s\n", report.all ? "all " : "", report.orders,
                report.orders == 1 ? "" : "s");
    if (!report.failed.empty()) {
      std::printf("%s\n%s", report.failed.c_str(), said(report.trace).c_str());
    }
    std::fflush(stdout);
    std::_Exit(report.failed.empty() ? 0 : failed);
  };
  const auto go_on = [&](pid_t child) {
    asleep = sleeps(child) ? asleep + 1 : 0;
    return asleep < most_looks_asleep && ++looks < most_looks;
  };
  if (Record* const record = Record::shared()) record->clear();
  const auto ending = explorer::core::in_child(work, go_on);
  if (ending.signal == 0 && ending.status == 0) {
    std::printf("%s", ending.output.c_str());
    return;
  }
  std::fprintf(stderr, "%s", ending.output.c_str());
  if (ending.signal == 0 && ending.status == failed) {
    throw Failed{in_one_line(ending.output)};
  }
  if (ending.signal == 0 && ending.status == todo_exit) {
    throw Failed{"unfinished"};
  }
  const bool endless = ending.signal == SIGXCPU || ending.signal == SIGKILL;
  const std::string wrong =
      asleep == most_looks_asleep
          ? "all threads sleep, and nothing is left to wake them"
      : endless ? "some order never ends"
                : crash(order);
  std::fprintf(stderr, "%s\n%s", wrong.c_str(),
               said(last_order(order)).c_str());
  throw Failed{wrong};
}

}  // namespace orders
