/// @file
/// `workbook watch`: everything that can happen arrives on a channel.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "commands/session.hpp"
#include "process/file_watch.hpp"
#include "process/keys.hpp"
#include "process/signals.hpp"
#include "process/source.hpp"
#include "screen/terminal.hpp"
#include "screen/watch_screen.hpp"
#include "testing/checker.hpp"
#include "testing/job.hpp"

namespace program {

/// Tests the chapter in hand at every save, on one screen.
class Watch {
 public:
  Watch(Session& session, const Chapter& chapter);

  /// The event loop. Returns when the reader quits; throws Interrupted.
  void run();

 private:
  using Clock = std::chrono::steady_clock;

  // What can happen.
  void saved();
  void pressed(Key key);
  void signalled(int number);
  void told(std::optional<News>& news);
  void clock_struck();

  // What the keys do.
  void show(Page page);
  void show_hint();
  void show_list();
  void show_difference();
  void show_schedule();
  void go_back();
  void edit();
  [[nodiscard]] Location place_to_edit() const;
  void go_on();
  void scroll(Key key);

  // Work.
  void begin(const Chapter& chapter);
  void request(Plan plan);
  void start_if_due();
  void learn(Verdict verdict);
  void keep_its_schedule();
  void check_earlier_chapters();
  void refresh();
  [[nodiscard]] Clock::duration until_next_tick() const;
  [[nodiscard]] workbook::ChannelPtr<News> news() const;
  [[nodiscard]] workbook::Channel<Key>& keys() { return keys_->events(); }

  Session& session_;
  Signals signals_;  // before all that starts a thread
  Screen screen_;
  WatchState state_;
  bool quit_ = false;
  bool wants_editor_ = false;

  std::optional<Plan> wanted_;  // to be started at due_, when job_ has ended
  Clock::time_point due_;
  std::optional<Job> job_;
  Clock::time_point started_;

  Source<std::filesystem::path> files_;
  std::optional<Source<Key>> keys_;  // none while the editor has the terminal
};

}  // namespace program
