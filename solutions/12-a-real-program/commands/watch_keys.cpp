// What the keys do in `workbook watch`.
#include <algorithm>
#include <utility>

#include "commands/diff.hpp"
#include "commands/hint.hpp"
#include "commands/watch.hpp"
#include "messages.hpp"

namespace program {

void Watch::pressed(Key key) {
  switch (key) {
    case 'q':
    case key_end:
      quit_ = true;
      return;
    case 'h':
      return show_hint();
    case 'l':
      return show_list();
    case 'c':
      show_list();
      return request(
          {up_to_first_failure(session_.project).chapters, true, false});
    case 'd':
      return show_difference();
    case 'n':
      return go_on();
    case key_escape:
      state_.view = View::verdict;
      return;
    default:
      return scroll(key);
  }
}

void Watch::show_hint() {
  const Standing standing = session_.progress.of(state_.chapter);
  if (standing.done()) {
    state_.note = "it passes, no hint is needed";
    return;
  }
  try {
    show(next_hint(session_, state_.chapter, std::max(1, standing.open_task)));
  } catch (const UserError& error) {
    state_.note = error.what();
  }
}

void Watch::show_list() {
  state_.view = View::list;
  state_.scroll = 0;
}

void Watch::show_difference() {
  if (state_.passed()) show(difference(session_.project, state_.chapter));
}

void Watch::go_on() {
  if (!state_.passed()) return;
  if (session_.progress.complete()) {
    state_.note = messages::all_done;
  } else {
    begin(session_.progress.in_hand());
  }
}

void Watch::scroll(Key key) {
  const std::size_t page = std::max<std::size_t>(terminal_size().rows, 8) - 6;
  std::size_t lines = state_.scroll;
  if (key == key_down || key == 'j') ++lines;
  if (key == key_page_down || key == ' ') lines += page;
  if (key == key_up || key == 'k') lines -= std::min<std::size_t>(lines, 1);
  if (key == key_page_up) lines -= std::min(lines, page);
  state_.scroll = std::min(lines, last_scroll(state_, terminal_size()));
}

}  // namespace program
