/// @file
/// Chapter 9: a thread that owns its state and answers for it.
#pragma once

#include <cstddef>

#include "channel.hpp"
#include "requests.hpp"
#include "select.hpp"
#include "todo.hpp"

namespace workbook {

/// A map that one thread owns. Nobody else can reach it: other threads send
/// requests and wait for replies, so the map needs no lock.
class StatefulOwner {
 public:
  /// Starts the owner's thread. read() and write() wait for their replies on
  /// channels of `reply_capacity`; with 1 the owner never waits for a client.
  explicit StatefulOwner([[maybe_unused]] std::size_t reply_capacity = 1) {
    todo("09: StatefulOwner's thread", "task 1");
  }

  StatefulOwner(const StatefulOwner&) = delete;
  StatefulOwner& operator=(const StatefulOwner&) = delete;

  /// Stops the owner, as stop() does.
  ~StatefulOwner() { todo("09: ~StatefulOwner", "task 1"); }

  /// The value last written for `key`; 0 for a key that was never written.
  /// Waits for the owner. Throws ClosedChannel once the owner is stopped.
  int read([[maybe_unused]] int key) {
    todo("09: StatefulOwner::read", "task 1");
  }

  /// Makes `value` what read(key) gives, and returns true when that is done.
  /// Waits for the owner. Throws ClosedChannel once the owner is stopped.
  bool write([[maybe_unused]] int key, [[maybe_unused]] int value) {
    todo("09: StatefulOwner::write", "task 1");
  }

  /// Where requests to read are sent. The owner must be able to send the
  /// reply: a reply channel without room, and without a client that receives,
  /// would make it wait.
  [[nodiscard]] Channel<ReadOp>& reads() noexcept {
    todo("09: StatefulOwner::reads", "task 1");
  }

  /// Where requests to write are sent; the same holds for their replies.
  [[nodiscard]] Channel<WriteOp>& writes() noexcept {
    todo("09: StatefulOwner::writes", "task 1");
  }

  /// Ends the owner: requests it has taken are still answered, all others
  /// throw ClosedChannel where they were made, and no client is left waiting.
  /// Returns when the thread has ended. May be called again, and by several
  /// threads at once.
  void stop() { todo("09: StatefulOwner::stop", "task 1"); }

 private:
  // Yours: the two channels, and the thread that takes requests from them.
  // Members are made in the order they are declared and destroyed in the
  // opposite order; a std::jthread joins when it is destroyed.
};

}  // namespace workbook
