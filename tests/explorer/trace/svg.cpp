#include "trace/svg.hpp"

#include <algorithm>
#include <sstream>

#include "trace/text_width.hpp"

namespace explorer::core {
namespace {

// All lengths in units of a drawing that is as wide as a page.
constexpr int drawing_width = 960;
constexpr int margin = 16;
constexpr int row_height = 26;
constexpr int head_height = 44;
constexpr int letter_width = 8;  // of the font, at its size
constexpr int numbers_width = 34;
constexpr std::size_t letters_of_sentence = 112;

constexpr const char* style_sheet = R"(
  .trace { --ink: #1f2328; --soft: #656d76; --line: #d0d7de; --box: #f6f8fa;
           --mark: #9a6700; --markbox: #fff8c5; --bad: #cf222e;
           --badbox: #ffebe9; }
  @media (prefers-color-scheme: dark) {
    .trace { --ink: #e6edf3; --soft: #8d96a0; --line: #30363d;
             --box: #161b22; --mark: #d29922; --markbox: #2e2a1f;
             --bad: #f85149; --badbox: #3c1f20; } }
  .trace text { font: 13px ui-monospace, Menlo, Consolas, monospace;
                fill: var(--ink); }
  .trace .role { font-weight: bold; }
  .trace .soft { fill: var(--soft); }
  .trace .life { stroke: var(--line); stroke-width: 2; }
  .trace .box { fill: var(--box); stroke: var(--line); }
  .trace .mark { fill: var(--markbox); stroke: var(--mark); }
  .trace .bad { fill: var(--badbox); stroke: var(--bad); }
)";

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char it : text) {
    switch (it) {
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '&':
        safe += "&amp;";
        break;
      default:
        safe += it;
    }
  }
  return safe;
}

struct Text {
  int x;
  int y;
  const char* look;
};

void draw_text(std::ostream& out, const Text& at, const std::string& text) {
  out << "<text class=\"" << at.look << "\" x=\"" << at.x << "\" y=\"" << at.y
      << "\" xml:space=\"preserve\">" << escaped(text) << "</text>\n";
}

int length_of(const std::string& text) {
  return static_cast<int>(width_of(text)) * letter_width;
}

/// Where things are, from left to right.
struct Columns {
  std::vector<int> lanes;
  int place = 0;
  int text = 0;
};

Columns columns_of(const Trace& trace) {
  Columns columns;
  int at = margin + numbers_width;
  for (const std::string& role : trace.threads) {
    columns.lanes.push_back(at);
    at += std::max(length_of(role) + 24, 80);
  }
  int end = at;
  int longest_place = 0;
  for (const Step& step : trace.steps) {
    longest_place = std::max(longest_place, length_of(step.place.name()));
    if (step.thread < 0) continue;
    const int lane = columns.lanes[static_cast<std::size_t>(step.thread)];
    end = std::max(end, lane + length_of(step.what) + 28);
  }
  columns.place = end;
  columns.text = end + longest_place + 16;
  return columns;
}

void draw_step(std::ostream& out, const Step& step, const Columns& columns,
               int y) {
  if (step.thread < 0) {
    draw_text(out, {columns.lanes.front(), y, "soft"}, step.what);
    return;
  }
  const int lane = columns.lanes[static_cast<std::size_t>(step.thread)];
  const char* look = step.final ? "bad" : step.decisive ? "mark" : "box";
  if (step.event != nullptr) {
    draw_text(out, {margin, y, "soft"}, std::to_string(step.number));
  }
  out << "<rect class=\"" << look << "\" x=\"" << lane << "\" y=\"" << y - 16
      << "\" width=\"" << length_of(step.what) + 16
      << "\" height=\"22\" rx=\"4\"/>\n";
  draw_text(out, {lane + 8, y, "what"}, step.what);
  draw_text(out, {columns.place, y, "soft"}, step.place.name());
  const int room = (drawing_width - margin - columns.text) / letter_width;
  if (room <= 0) return;
  draw_text(out, {columns.text, y, "what"},
            cut(step.place.text, static_cast<std::size_t>(room)));
}

/// The picture in words, for those who do not see it.
std::string description(const Trace& trace) {
  std::string text;
  for (const Step& step : trace.steps) {
    if (step.thread >= 0) {
      text += trace.threads[static_cast<std::size_t>(step.thread)] + ": ";
    }
    text += step.what + ". ";
  }
  return text;
}

void open_picture(std::ostream& out, const Trace& trace,
                  const std::string& sentence, int height) {
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"trace\" "
         "role=\"img\" aria-labelledby=\"title desc\" width=\""
      << drawing_width << "\" height=\"" << height << "\" viewBox=\"0 0 "
      << drawing_width << ' ' << height << "\">\n<title id=\"title\">"
      << escaped(sentence) << "</title>\n<desc id=\"desc\">"
      << escaped(description(trace)) << "</desc>\n<style>" << style_sheet
      << "</style>\n";
}

void draw_lanes(std::ostream& out, const Trace& trace, const Columns& columns,
                int bottom) {
  for (std::size_t i = 0; i < trace.threads.size(); ++i) {
    const int lane = columns.lanes[i];
    draw_text(out, {lane, margin + 12, "role"}, trace.threads[i]);
    out << "<line class=\"life\" x1=\"" << lane + 8 << "\" x2=\"" << lane + 8
        << "\" y1=\"" << margin + 20 << "\" y2=\"" << bottom << "\"/>\n";
  }
}

}  // namespace

std::string draw_svg(const Trace& trace, const std::string& sentence) {
  const Columns columns = columns_of(trace);
  const std::vector<std::string> last = wrap(sentence, letters_of_sentence);
  const int bottom =
      head_height + static_cast<int>(trace.steps.size()) * row_height;
  std::ostringstream out;
  open_picture(out, trace, sentence,
               bottom + margin + row_height * static_cast<int>(last.size()));
  draw_lanes(out, trace, columns, bottom);
  int y = head_height + 14;
  for (const Step& step : trace.steps) {
    draw_step(out, step, columns, y);
    y += row_height;
  }
  for (const std::string& line : last) {
    draw_text(out, {margin, y, "role"}, line);
    y += row_height;
  }
  out << "</svg>\n";
  return out.str();
}

}  // namespace explorer::core
