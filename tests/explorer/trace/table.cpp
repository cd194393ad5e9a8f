#include <algorithm>

#include "trace/text_width.hpp"
#include "trace/trace.hpp"

namespace explorer::core {
namespace {

constexpr std::size_t number_width = 6;  // the mark, a number, a space

/// The rest is for the places and the lines of source.
std::size_t widest_steps(const Look& look) { return look.columns * 46 / 80; }

void pad_to(std::string& line, std::size_t width) {
  const std::size_t now = width_of(line);
  line.append(width > now ? width - now : 1, ' ');
}

/// Where the columns are.
struct Layout {
  std::vector<std::size_t> column;  ///< Where a thread's begins.
  std::size_t place = 0;            ///< Where the places begin,
  std::size_t text = 0;             ///< and the lines of source.
};

Layout lay_out(const Trace& trace, const Look& look) {
  Layout layout;
  const std::size_t least = trace.threads.size() > 3 ? 5 : 7;
  const std::size_t most = (widest_steps(look) - number_width) /
                           std::max<std::size_t>(trace.threads.size(), 1);
  std::size_t at = number_width;
  for (const std::string& role : trace.threads) {
    layout.column.push_back(at);
    at += std::min(std::max(role.size() + 1, least),
                   std::max<std::size_t>(most, 3));
  }
  std::size_t steps_end = std::min(at, widest_steps(look));
  std::size_t longest_place = 0;
  for (const Step& step : trace.steps) {
    longest_place = std::max(longest_place, step.place.name().size());
    if (step.thread < 0) continue;
    const std::size_t column =
        layout.column[static_cast<std::size_t>(step.thread)];
    steps_end = std::max(
        steps_end, std::min(column + width_of(step.what), widest_steps(look)));
  }
  layout.place = steps_end + 2;
  layout.text = layout.place + longest_place + 2;
  return layout;
}

std::string heading(const Trace& trace, const Layout& layout) {
  std::string line;
  for (std::size_t i = 0; i < trace.threads.size(); ++i) {
    pad_to(line, layout.column[i]);
    const bool last = i + 1 == trace.threads.size();
    const std::size_t end = last ? layout.place : layout.column[i + 1];
    line += cut(trace.threads[i], end - layout.column[i] - 1);
  }
  return line + '\n';
}

std::string row(const Step& step, const Layout& layout, const Look& look) {
  if (step.thread < 0) return std::string(number_width, ' ') + step.what;
  const std::string number =
      step.event != nullptr ? std::to_string(step.number) : "";
  std::string line{step.final ? 'x' : step.decisive ? '>' : ' '};
  line.append(number.size() < 4 ? 4 - number.size() : 0, ' ');
  line += number;
  const auto thread = static_cast<std::size_t>(step.thread);
  pad_to(line, layout.column[thread]);
  line += cut(step.what, layout.place - 1 - layout.column[thread]);
  if (!step.place.known()) return line;
  pad_to(line, layout.place);
  line += step.place.name();
  if (layout.text >= look.columns) return line;
  pad_to(line, layout.text);
  return line + cut(step.place.text, look.columns - layout.text);
}

std::string coloured(const std::string& row, const Step& step) {
  std::string style;
  if (step.bold) style = "1";
  if (step.final) style += (style.empty() ? "" : ";") + std::string{"31"};
  if (step.decisive && !step.final) {
    style += (style.empty() ? "" : ";") + std::string{"33"};
  }
  if (style.empty() && step.event == nullptr) style = "2";
  return style.empty() ? row : "\033[" + style + 'm' + row + "\033[0m";
}

}  // namespace

std::string draw_table(const Trace& trace, const Look& look) {
  const Layout layout = lay_out(trace, look);
  std::string table = heading(trace, layout);
  for (const Step& step : trace.steps) {
    const std::string line = row(step, layout, look);
    table += (look.colour ? coloured(line, step) : line) + '\n';
  }
  return table;
}

}  // namespace explorer::core
