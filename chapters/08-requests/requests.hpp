/// @file
/// Chapter 8: requests that carry their own reply channel.
#pragma once

#include <cstddef>
#include <memory>

#include "channel.hpp"
#include "todo.hpp"

namespace workbook {

/// A channel that lives as long as anybody still holds it.
template <class T>
using ChannelPtr = std::shared_ptr<Channel<T>>;

/// Makes a shared channel that keeps up to `capacity` values.
template <class T>
[[nodiscard]] ChannelPtr<T> make_channel(
    [[maybe_unused]] std::size_t capacity = 0) {
  todo("08: make_channel", "task 1");
}

/// Asks for the value of `key`. The owner of the state sends it to `reply`.
struct ReadOp {
  int key;
  ChannelPtr<int> reply;
};

/// Asks to make `value` the value of `key`. The owner of the state sends true
/// to `reply` once it has.
struct WriteOp {
  int key;
  int value;
  ChannelPtr<bool> reply;
};

/// Sends a request to read `key` and waits for the reply. Throws ClosedChannel
/// when `reads` is, or becomes, closed before the request is taken, and when
/// the reply channel is closed without a reply.
/// With a `reply_capacity` of 1 the owner never waits for this thread.
inline int ask_read([[maybe_unused]] Channel<ReadOp>& reads,
                    [[maybe_unused]] int key,
                    [[maybe_unused]] std::size_t reply_capacity = 1) {
  todo("08: ask_read", "task 2");
}

/// Sends a request to write `value` to `key` and waits until it is done.
/// Otherwise as ask_read().
inline bool ask_write([[maybe_unused]] Channel<WriteOp>& writes,
                      [[maybe_unused]] int key, [[maybe_unused]] int value,
                      [[maybe_unused]] std::size_t reply_capacity = 1) {
  todo("08: ask_write", "task 3");
}

}  // namespace workbook
