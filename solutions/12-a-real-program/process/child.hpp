/// @file
/// A child process whose output arrives on a channel.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <string>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "process/processor_time.hpp"
#include "process/unique_fd.hpp"

namespace program {

/// Some output of a child process.
struct Chunk {
  bool is_error = false;  ///< It came on stderr.
  std::string text;
};

/// A child process in a process group of its own. Its stdin is empty; what it
/// writes arrives on output(), which is closed when the process has ended.
class Child {
 public:
  /// Starts `words[0]`, found on the PATH, with the other words as arguments.
  /// Throws std::system_error when there is no such program, or no thread can
  /// be started; nothing is left of the process then.
  explicit Child(const std::vector<std::string>& words);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Ends the process group, if it still runs, and waits for that.
  ~Child();

  /// What the process writes, until it has ended.
  [[nodiscard]] workbook::Channel<Chunk>& output() noexcept { return output_; }

  /// Sends a signal to the whole process group, unless it has ended.
  void signal(int number) const;

  /// What it has had of the processors so far, with its descendants.
  [[nodiscard]] ProcessorTime processor_time() const;

  /// What waitpid() said. Call it when output() is closed and drained.
  [[nodiscard]] int status() const noexcept { return status_; }

 private:
  struct WithoutThreads {};
  Child(WithoutThreads, const std::vector<std::string>& words);

  void pass_on_output();
  void take_from(pollfd& stream, bool is_error);
  void wait_for_end();
  void wait_for_status();

  Pipe out_ = make_pipe();
  Pipe error_ = make_pipe();
  Pipe ended_ = make_pipe();  // its write end is closed when the process ends
  pid_t pid_;
  int status_ = 0;  // written before output_ is closed
  workbook::Channel<Chunk> output_;
  std::jthread waiter_;  // last: they use everything above
  std::jthread reader_;
};

}  // namespace program
