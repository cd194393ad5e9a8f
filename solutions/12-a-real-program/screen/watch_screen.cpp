#include "screen/watch_screen.hpp"

#include <algorithm>
#include <utility>

#include "messages.hpp"

namespace program {
namespace {

// Bar, status and an empty line above; more and keys below.
constexpr std::size_t lines_around_body = 5;

TextLine status_line(const WatchState& state) {
  const std::string chapter = "Chapter " +
                              std::to_string(state.chapter.number) + ", " +
                              state.chapter.title;
  if (!state.doing.empty()) {
    return {{chapter, Style::strong},
            {": " + state.doing + " … " + std::to_string(state.so_far.count()) +
                 " s",
             Style::mark}};
  }
  if (!state.note.empty()) {
    return {{chapter, Style::strong}, {": " + state.note, Style::mark}};
  }
  if (!state.verdict) return {{chapter, Style::strong}};
  return verdict_title(*state.verdict, state.chapter);
}

Page body(const WatchState& state, std::size_t width) {
  if (state.view == View::page) return state.page;
  if (state.view == View::list) {
    return chapter_list(state.rows, state.chapter.number);
  }
  if (!state.verdict) return {};
  Page page = verdict_body(*state.verdict, width);
  if (!state.verdict->passed()) return page;
  if (!page.empty()) page.emplace_back();
  append(page, wrapped(messages::after_a_pass, width));
  return page;
}

std::size_t body_rows(const Size& size) {
  return size.rows > lines_around_body ? size.rows - lines_around_body : 1;
}

TextLine keys_line(const WatchState& state) {
  TextLine line;
  const auto add = [&line](const char* key, const char* what) {
    line.push_back({key, Style::strong});
    line.push_back({what, Style::faint});
  };
  if (state.view != View::verdict) add("esc", " back  ");
  add("h", " hint  ");
  add("o", " open  ");
  if (state.can_be_stepped_through()) add("s", " step through  ");
  if (state.chapter.number > 1) add("p", " previous  ");
  if (state.passed()) add("n", " next  ");
  add("l", " list  ");
  add("c", " check all  ");
  if (state.passed()) add("d", " diff  ");
  add("q", " quit");
  return line;
}

TextLine more_line(std::size_t hidden) {
  if (hidden == 0) return {};
  return {{std::to_string(hidden) + " more lines: arrow down, space",
           Style::faint}};
}

}  // namespace

std::size_t last_scroll(const WatchState& state, const Size& size) {
  const std::size_t all = body(state, size.columns).size();
  return all - std::min(all, body_rows(size));
}

Page watch_screen(const WatchState& state, const Size& size) {
  Page all = body(state, size.columns);
  const std::size_t room = body_rows(size);
  const std::size_t first = std::min(state.scroll, last_scroll(state, size));
  const std::size_t shown = std::min(all.size() - first, room);

  Page page{progress_bar(state.rows), status_line(state), {}};
  for (std::size_t i = 0; i < room; ++i) {
    page.push_back(i < shown ? std::move(all[first + i]) : TextLine{});
  }
  page.push_back(more_line(all.size() - first - shown));
  page.push_back(keys_line(state));
  if (page.size() > size.rows) page.resize(size.rows);
  for (TextLine& line : page) line = trimmed(std::move(line), size.columns);
  return page;
}

}  // namespace program
