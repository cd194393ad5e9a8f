/// @file
/// Signals, as values on a channel.
#pragma once

#include <csignal>
#include <thread>

#include "channel.hpp"

namespace program {

/// While it exists, no signal ends or stops the calling thread, nor the threads
/// that it starts. What comes meanwhile takes effect afterwards, except for
/// what a Signals has received. Errors, as SIGSEGV, are not held back.
class BlockedSignals {
 public:
  BlockedSignals();
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals();

 private:
  sigset_t before_{};
};

/// Receives signals and sends their numbers on a channel. While one exists,
/// Ctrl-C ends nothing by itself: the select on arrived() decides. Threads that
/// live longer must have been started with their signals blocked.
class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  /// The numbers, as they come. Those that were ignored when the program
  /// started, as by `nohup`, never come.
  [[nodiscard]] workbook::Channel<int>& arrived() noexcept { return arrived_; }

 private:
  void wait_and_send(const std::stop_token& stop);

  BlockedSignals blocked_;  // first: the thread is started with it
  workbook::Channel<int> arrived_;
  std::jthread thread_;  // last: it uses everything above
};

/// Whether the signal asks the program to end.
[[nodiscard]] constexpr bool asks_to_end(int signal) noexcept {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP ||
         signal == SIGQUIT;
}

}  // namespace program
