#include "commands/watch.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "commands/commands.hpp"
#include "commands/show.hpp"
#include "messages.hpp"
#include "process/groups.hpp"
#include "select.hpp"

namespace program {
namespace {

using workbook::on_receive;
using workbook::on_timeout;
using workbook::select;

// Editors save in several steps; one run is enough for all of them.
constexpr std::chrono::milliseconds after_a_save{50};

}  // namespace

Watch::Watch(Session& session, const Chapter& chapter)
    : session_(session),
      files_(next_change(session.project.chapters_folder())),
      keys_(next_key()) {
  begin(chapter);
}

void Watch::run() {
  auto& files = files_.events();
  auto& signals = signals_.arrived();
  while (!quit_) {
    screen_.draw(watch_screen(state_, terminal_size()));
    select(on_receive(files, [this](auto) { saved(); }),
           on_receive(keys(), [this](auto key) { pressed(*key); }),
           on_receive(signals, [this](auto it) { signalled(*it); }),
           on_receive(news(), [this](auto news) { told(news); }),
           on_timeout(until_next_tick(), [this] { clock_struck(); }));
    if (wants_editor_) edit();
  }
}

// A null channel is never ready: without a job there is no news.
workbook::ChannelPtr<News> Watch::news() const {
  return job_ ? job_->news() : nullptr;
}

// Without end, when there is nothing that time could change.
auto Watch::until_next_tick() const -> Clock::duration {
  const auto now = Clock::now();
  if (wanted_ && !job_) return due_ - now;
  if (job_) return started_ + state_.so_far + std::chrono::seconds{1} - now;
  return Clock::duration::max();
}

void Watch::saved() {
  state_.view = View::verdict;
  request({{state_.chapter.number}, false, false});
  due_ += after_a_save;
}

void Watch::signalled(int number) {
  if (asks_to_end(number)) throw Interrupted{number, state_.doing};
  if (number != SIGTSTP) return;  // the loop draws again, in the new size
  screen_.leave();
  stop_until_continued();
  screen_.enter();
}

void Watch::clock_struck() {
  if (job_) {
    state_.so_far = std::chrono::duration_cast<std::chrono::seconds>(
        Clock::now() - started_);
  }
  start_if_due();
}

void Watch::told(std::optional<News>& news) {
  if (!news) {
    job_.reset();
    state_.doing.clear();
    refresh();
    start_if_due();
    return;
  }
  if (job_->is_cancelled()) return;  // it speaks of files that are gone
  if (auto* step = std::get_if<Step>(&*news)) {
    state_.doing = std::move(step->what);
  } else if (auto* trouble = std::get_if<Trouble>(&*news)) {
    show(wrapped(trouble->what, terminal_size().columns, Style::bad));
  } else {
    learn(std::move(std::get<Verdict>(*news)));
  }
}

void Watch::learn(Verdict verdict) {
  refresh();
  if (verdict.chapter == state_.chapter.number) {
    state_.verdict = std::move(verdict);
    keep_its_schedule();
    if (state_.verdict->passed()) check_earlier_chapters();
  } else if (!verdict.passed()) {
    state_.note = "chapter " + std::to_string(verdict.chapter) +
                  " does not pass any more";
  }
}

void Watch::keep_its_schedule() {
  try {
    keep_schedule(session_.project, *state_.verdict);
  } catch (const UserError& error) {
    state_.note = error.what();
  }
}

void Watch::show(Page page) {
  state_.view = View::page;
  state_.page = std::move(page);
  state_.scroll = 0;
}

// The files of this chapter may be those of earlier ones too.
void Watch::check_earlier_chapters() {
  if (wanted_) return;
  Plan plan{{}, true, true};
  for (const ChapterRow& row : state_.rows) {
    if (row.chapter.number < state_.chapter.number && row.standing.changed) {
      plan.chapters.push_back(row.chapter.number);
    }
  }
  if (!plan.chapters.empty()) wanted_ = std::move(plan);
}

void Watch::begin(const Chapter& chapter) {
  state_.chapter = chapter;
  state_.verdict.reset();
  state_.view = View::verdict;
  request({{chapter.number}, false, false});
}

// What runs is cancelled at once, and what was wanted before is forgotten.
void Watch::request(Plan plan) {
  wanted_ = std::move(plan);
  due_ = Clock::now();
  state_.scroll = 0;
  state_.note.clear();
  refresh();
  if (job_) job_->cancel();
  start_if_due();
}

void Watch::start_if_due() {
  if (!wanted_ || job_ || Clock::now() < due_) return;
  started_ = Clock::now();
  state_.so_far = {};
  state_.doing = "starting";
  job_.emplace(check_chapters(session_.project, session_.progress,
                              *std::exchange(wanted_, std::nullopt)));
}

void Watch::refresh() {
  state_.rows.clear();
  for (const Chapter& chapter : session_.project.chapters()) {
    state_.rows.push_back({chapter, session_.progress.of(chapter)});
  }
}

int watch(Session& session, const Arguments& arguments) {
  if (!is_terminal(STDIN_FILENO) || !is_terminal(STDOUT_FILENO)) {
    throw UserError{messages::watch_needs_a_terminal};
  }
  const Chapter& chapter = arguments.chapter
                               ? session.project.chapter(*arguments.chapter)
                               : session.progress.in_hand();
  Watch{session, chapter}.run();
  return 0;
}

}  // namespace program
