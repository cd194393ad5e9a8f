/// @file
/// Signals, as values on a channel.
#pragma once

#include <csignal>
#include <thread>

#include "channel.hpp"

namespace program {

/// Receives the signals that would end, stop or resize the program, and sends
/// their numbers on a channel. While one exists, Ctrl-C ends nothing by
/// itself: whoever selects on arrived() decides.
///
/// block() must have been called before the first thread was started.
class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  /// Blocks these signals in the calling thread and all that it starts, so
  /// that they wait for the one thread that asks for them.
  static void block();

  /// The numbers, as they come.
  [[nodiscard]] workbook::Channel<int>& arrived() noexcept { return arrived_; }

 private:
  void wait_and_send();

  workbook::Channel<int> arrived_;
  std::jthread thread_;  // last: it uses everything above
};

/// Whether the signal asks the program to end.
[[nodiscard]] constexpr bool asks_to_end(int signal) noexcept {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
}

}  // namespace program
