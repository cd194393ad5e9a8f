// What the keys do in `workbook watch`.
#include <algorithm>
#include <iterator>
#include <utility>

#include "commands/diff.hpp"
#include "commands/hint.hpp"
#include "commands/show.hpp"
#include "commands/watch.hpp"
#include "messages.hpp"
#include "process/editor.hpp"
#include "project/files.hpp"

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
    case 'o':
      wants_editor_ = true;
      return;
    case 's':
      return show_schedule();
    case 'p':
      return go_back();
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

void Watch::show_schedule() {
  if (!state_.can_be_stepped_through()) return;
  try {
    state_.note = open_schedule(session_.project);
  } catch (const UserError& error) {
    state_.note = error.what();
  }
}

void Watch::go_on() {
  if (!state_.passed()) return;
  if (session_.progress.complete()) {
    state_.note = messages::all_done;
  } else {
    begin(session_.progress.in_hand());
  }
}

void Watch::go_back() {
  const auto& chapters = session_.project.chapters();
  const auto here =
      std::ranges::find(chapters, state_.chapter.number, &Chapter::number);
  if (here != chapters.begin()) begin(*std::prev(here));
}

// The line that the verdict speaks of, or else the chapter's first file.
Location Watch::place_to_edit() const {
  if (state_.verdict) {
    if (state_.verdict->error && state_.verdict->error->where) {
      return *state_.verdict->error->where;
    }
    const CaseResult* failure = state_.verdict->first_failure();
    if (failure != nullptr && failure->where) return *failure->where;
  }
  const auto files =
      sources_in(session_.project.in("chapters", state_.chapter));
  return {files.empty() ? "" : session_.project.relative(files.front()), 0, ""};
}

// Not a handler's work: the keys are the editor's until it ends.
void Watch::edit() {
  wants_editor_ = false;
  const Location place = place_to_edit();
  const auto words =
      editor_for(session_.project.root() / place.file, place.line);
  if (words.empty()) {
    state_.note = messages::no_editor;
    return;
  }
  keys_.reset();
  screen_.leave();
  const auto signal = run_in_foreground(words, signals_);
  if (signal) throw Interrupted{*signal, "editing"};
  screen_.enter();
  keys_.emplace(next_key());
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
