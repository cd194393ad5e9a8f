// How orders are searched, made simple and shown.

#include "orders.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

#include "process/child.hpp"
#include "todo.hpp"

namespace orders {
namespace {

constexpr std::size_t width = 80;

// What was wrong in the order that the choices make; empty if nothing was.
std::string complaint(const Body& body, World& world) {
  first_complaint().clear();
  const int before = Alive::count;
  std::string wrong;
  try {
    body(world);
  } catch (const workbook::Deadlock& deadlock) {
    wrong = std::string{"deadlock: "} + deadlock.what();
  } catch (const Failed& failure) {
    wrong = failure.what();
  } catch (const std::exception& error) {
    wrong = std::string{"an exception came out: "} + error.what();
  } catch (...) {
    wrong = "an exception came out that is no std::exception";
  }
  if (!first_complaint().empty()) return first_complaint();
  if (wrong.empty() && Alive::count != before) wrong = "a frame was left";
  Alive::count = before;
  return wrong;
}

std::string complaint(const Body& body, Choices& choices) {
  World world{choices};
  return complaint(body, world);
}

// Back to the usual choices, wherever it fails without the others too.
void simplify(const Body& body, Choices& choices) {
  std::vector<std::size_t> taken = choices.taken();
  for (std::size_t i = taken.size(); i-- > 0;) {
    const std::size_t kept = std::exchange(taken[i], 0);
    choices.repeat(taken);
    if (kept != 0 && complaint(body, choices).empty()) taken[i] = kept;
  }
  while (!taken.empty() && taken.back() == 0) taken.pop_back();
  choices.repeat(taken);
}

void wrap(std::vector<std::vector<std::string>>& row, std::size_t column,
          const std::string& text, std::size_t room) {
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size(); ++line) {
    std::size_t end = std::min(text.size(), at + room);
    if (end < text.size()) {
      const std::size_t space = text.rfind(' ', end);
      if (space != text.npos && space > at) end = space;
    }
    if (row.size() == line) row.emplace_back();
    row[line].resize(std::max(row[line].size(), column + 1));
    row[line][column] = text.substr(at, end - at);
    at = text.find_first_not_of(' ', end);
    if (at == text.npos) break;
  }
}

void append_row(std::string& table, const std::string& number,
                const std::vector<std::vector<std::string>>& lines,
                std::size_t room) {
  bool first = true;
  for (const auto& line : lines) {
    std::string text = first ? number : "";
    text.insert(0, 4 - std::min<std::size_t>(4, text.size()), ' ');
    for (const std::string& cell : line) {
      text += "  " + cell;
      text.append(room - std::min(room, cell.size()), ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    table += text + '\n';
    first = false;
  }
}

// A column a task, a row a turn.
std::string table(const World& world) {
  const std::size_t columns = std::max<std::size_t>(1, world.names().size());
  const std::size_t room = std::max<std::size_t>(12, (width - 4) / columns - 2);
  std::string text;
  std::vector<std::vector<std::string>> head;
  for (std::size_t i = 0; i < world.names().size(); ++i) {
    const std::string& name = world.names()[i];
    wrap(head, i, name.empty() ? "task " + std::to_string(i + 1) : name, room);
  }
  append_row(text, "turn", head, room);
  int number = 0;
  for (const Step& step : world.steps()) {
    std::vector<std::vector<std::string>> row;
    if (step.task == World::clock) {
      row = {{step.what}};
      append_row(text, "", row, room);
      continue;
    }
    wrap(row, step.task, step.what.empty() ? "does not return" : step.what,
         room);
    append_row(text, std::to_string(++number), row, room);
  }
  return text;
}

// No test lets its thread sleep for as long as this: three seconds.
constexpr int most_looks_asleep = 30;

// Whether the process waits for something that is not the processor.
bool sleeps(pid_t process) {
  std::ifstream stat{"/proc/" + std::to_string(process) + "/stat"};
  std::string line;
  std::getline(stat, line);
  const auto name_end = line.rfind(") ");
  return name_end != line.npos && line.compare(name_end + 2, 1, "S") == 0;
}

}  // namespace

Report run(const Body& body, long most) {
  Report report;
  Choices choices;
  bool more = true;
  while (more && report.orders < 2 * most) {
    ++report.orders;
    report.failed = complaint(body, choices);
    if (!report.failed.empty()) break;
    if (report.orders < most) {
      more = choices.next();
    } else {
      choices.draw();
    }
  }
  report.all = !more;
  if (report.failed.empty()) return report;
  simplify(body, choices);
  World traced{choices, true};
  report.failed = complaint(body, traced);
  report.trace = table(traced);
  return report;
}

void explore(const Body& body, long most) {
  constexpr int failed = 1;
  constexpr rlim_t seconds = 20;  // of the processor: some machines are busy
  constexpr int most_looks = 600;
  int looks = 0;
  int asleep = 0;  // looks in a row
  const auto work = [&] {
    const rlimit limit{seconds, seconds};
    ::setrlimit(RLIMIT_CPU, &limit);
    const Report report = run(body, most);
    std::printf("%s%ld orders\n", report.all ? "all " : "", report.orders);
    if (!report.failed.empty()) {
      std::printf("%s\nin this order:\n%s", report.failed.c_str(),
                  report.trace.c_str());
    }
    std::fflush(stdout);
    std::_Exit(report.failed.empty() ? 0 : failed);
  };
  const auto go_on = [&](pid_t child) {
    asleep = sleeps(child) ? asleep + 1 : 0;
    return asleep < most_looks_asleep && ++looks < most_looks;
  };
  const auto ending = explorer::core::in_child(work, go_on);
  if (ending.signal == 0 && ending.status == 0) {
    std::printf("%s", ending.output.c_str());
    return;
  }
  std::fprintf(stderr, "%s", ending.output.c_str());
  if (ending.signal == 0 && ending.status == failed) {
    const auto line = ending.output.find('\n') + 1;
    throw Failed{
        ending.output.substr(line, ending.output.find('\n', line) - line)};
  }
  if (ending.signal == 0 && ending.status == workbook::todo_exit) {
    throw Failed{"unfinished"};
  }
  if (asleep == most_looks_asleep) {
    throw Failed{"the loop's thread sleeps, and nothing is left to wake it"};
  }
  const bool endless = ending.signal == SIGXCPU || ending.signal == SIGKILL;
  throw Failed{endless ? "some order never ends" : "the program crashed"};
}

}  // namespace orders
