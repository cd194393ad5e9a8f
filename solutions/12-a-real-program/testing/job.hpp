/// @file
/// Work on a thread of its own that can be cancelled and tells how it goes.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <variant>

#include "process/cancel.hpp"
#include "requests.hpp"
#include "testing/verdict.hpp"

namespace program {

/// What the work is at now, as in "building chapter 3".
struct Step {
  std::string what;
};

/// The work cannot go on, for a reason that is not in the reader's code.
struct Trouble {
  std::string what;
};

/// What work has to tell.
using News = std::variant<Step, Verdict, Trouble>;

/// Where work tells it.
using Tell = std::function<void(News)>;

/// Runs work on a thread of its own.
class Job {
 public:
  /// Work gives up, by throwing Cancelled, when the channel is closed. Any
  /// other exception becomes a Trouble.
  using Work = std::function<void(const Cancel&, const Tell&)>;

  /// Starts at once.
  explicit Job(Work work);
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  /// Cancels what still runs, and waits for its end.
  ~Job();

  /// Asks the work to give up; does not wait for that. May be called again.
  void cancel();

  /// Whether cancel() was called.
  [[nodiscard]] bool is_cancelled() const noexcept { return is_cancelled_; }

  /// How it goes; closed at the end.
  [[nodiscard]] const workbook::ChannelPtr<News>& news() const noexcept {
    return news_;
  }

 private:
  void run(const Work& work);

  const Cancel cancel_ = make_cancel();
  bool is_cancelled_ = false;  // the owner's; the thread looks at cancel_
  const workbook::ChannelPtr<News> news_ = workbook::make_channel<News>();
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace program
