/// @file
/// Chapter 9: a thread that owns its state and answers for it.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "channel.hpp"
#include "requests.hpp"
#include "select.hpp"

namespace workbook {

/// A map that one thread owns. Nobody else can reach it: other threads send
/// requests and wait for replies, so the map needs no lock.
class StatefulOwner {
 public:
  /// Starts the owner's thread. read() and write() wait for their replies on
  /// channels of `reply_capacity`; with 1 the owner never waits for a client.
  explicit StatefulOwner(std::size_t reply_capacity = 1)
      : reply_capacity_(reply_capacity), thread_([this] { serve(); }) {}

  StatefulOwner(const StatefulOwner&) = delete;
  StatefulOwner& operator=(const StatefulOwner&) = delete;

  /// Stops the owner, as stop() does.
  ~StatefulOwner() { stop(); }

  /// The value last written for `key`; 0 for a key that was never written.
  /// Waits for the owner. Throws ClosedChannel once the owner is stopped.
  int read(int key) { return ask_read(*reads_, key, reply_capacity_); }

  /// Makes `value` what read(key) gives, and returns true when that is done.
  /// Waits for the owner. Throws ClosedChannel once the owner is stopped.
  bool write(int key, int value) {
    return ask_write(*writes_, key, value, reply_capacity_);
  }

  /// Where requests to read are sent. The owner must be able to send the
  /// reply: a reply channel without room, and without a client that receives,
  /// would make it wait.
  [[nodiscard]] Channel<ReadOp>& reads() noexcept { return *reads_; }

  /// Where requests to write are sent; the same holds for their replies.
  [[nodiscard]] Channel<WriteOp>& writes() noexcept { return *writes_; }

  /// Ends the owner: requests it has taken are still answered, all others
  /// throw ClosedChannel where they were made, and no client is left waiting.
  /// Returns when the thread has ended. May be called again, and by several
  /// threads at once; never by a handler on the owner's own thread.
  void stop() {
    std::call_once(stopped_, [this] {
      close(*reads_);
      close(*writes_);
      thread_.join();
    });
  }

 private:
  // A channel that a client has closed already is as good as closed.
  template <class T>
  static void close(Channel<T>& channel) {
    try {
      channel.close();
    } catch (const ClosedChannel&) {
    }
  }

  // A client that has closed its reply channel does not want the answer.
  template <class T>
  static void answer(Channel<T>& reply, T value) {
    try {
      reply.send(std::move(value));
    } catch (const ClosedChannel&) {
    }
  }

  void serve() {
    std::unordered_map<int, int> state;
    // A channel that has ended is switched off; with both off we are done.
    ChannelPtr<ReadOp> reads = reads_;
    ChannelPtr<WriteOp> writes = writes_;
    while (reads || writes) {
      select(on_receive(reads,
                        [&](std::optional<ReadOp> request) {
                          if (!request) return reads.reset();
                          const auto entry = state.find(request->key);
                          const bool known = entry != state.end();
                          answer(*request->reply, known ? entry->second : 0);
                        }),
             on_receive(writes, [&](std::optional<WriteOp> request) {
               if (!request) return writes.reset();
               state[request->key] = request->value;
               answer(*request->reply, true);
             }));
    }
  }

  const std::size_t reply_capacity_;
  const ChannelPtr<ReadOp> reads_ = make_channel<ReadOp>();
  const ChannelPtr<WriteOp> writes_ = make_channel<WriteOp>();
  std::once_flag stopped_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace workbook
