/// @file
/// An order as a table: a column a task, a row a turn.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "trace.hpp"

namespace orders {

inline void wrap(std::vector<std::vector<std::string>>& row, std::size_t column,
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

inline void append_row(std::string& table, const std::string& number,
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

/// No wider than a terminal.
inline std::string table(const Trace& trace) {
  constexpr std::size_t width = 80;
  const std::size_t columns = std::max<std::size_t>(1, trace.names().size());
  const std::size_t room = std::max<std::size_t>(12, (width - 4) / columns - 2);
  std::string text;
  std::vector<std::vector<std::string>> head;
  for (std::size_t i = 0; i < trace.names().size(); ++i) {
    const std::string& name = trace.names()[i];
    wrap(head, i, name.empty() ? "task " + std::to_string(i + 1) : name, room);
  }
  append_row(text, "turn", head, room);
  int number = 0;
  for (const Step& step : trace.steps()) {
    std::vector<std::vector<std::string>> row;
    if (step.task == Trace::clock) {
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

}  // namespace orders
