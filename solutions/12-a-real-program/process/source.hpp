/// @file
/// A thread that waits in a system call and passes on what comes, on a
/// channel: how keys and file changes reach a select.
#pragma once

#include <concepts>
#include <optional>
#include <thread>
#include <utility>

#include "channel.hpp"
#include "process/unique_fd.hpp"

namespace program {

/// Turns a system call that waits into a channel of what it brings.
template <class T>
class Source {
 public:
  /// Starts the thread. It calls `next(stop)` again and again and sends what
  /// that returns. `next` waits for its event or until the descriptor `stop`
  /// is readable, and returns nothing when there will be no more.
  template <class Next>
  requires std::invocable<Next&, int>
  explicit Source(Next next)
      : thread_([this, next = std::move(next)]() mutable { pass_on(next); }) {}

  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Ends the thread, wherever it waits: in the system call or in a send.
  ~Source() {
    stop_.write.close();
    events_.close();
  }

  /// What has come, in order. Nobody but the source closes it.
  [[nodiscard]] workbook::Channel<T>& events() noexcept { return events_; }

 private:
  template <class Next>
  void pass_on(Next& next) {
    try {
      while (std::optional<T> event = next(stop_.read.get())) {
        events_.send(*std::move(event));
      }
    } catch (const workbook::ClosedChannel&) {
      // Nobody listens any more.
    }
  }

  Pipe stop_ = make_pipe();
  workbook::Channel<T> events_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace program
