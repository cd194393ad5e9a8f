/// @file
/// Chapter 8: requests that carry their own reply channel.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "channel.hpp"

namespace workbook {

/// A channel that lives as long as anybody still holds it.
template <class T>
using ChannelPtr = std::shared_ptr<Channel<T>>;

/// Makes a shared channel that keeps up to `capacity` values.
template <class T>
[[nodiscard]] ChannelPtr<T> make_channel(std::size_t capacity = 0) {
  return std::make_shared<Channel<T>>(capacity);
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

/// What `reply` brings. Waits for it; throws ClosedChannel when the channel is
/// closed without one.
template <class T>
[[nodiscard]] T await_reply(Channel<T>& reply) {
  std::optional<T> answer = reply.receive();
  if (!answer) throw ClosedChannel{"request: closed without a reply"};
  return *std::move(answer);
}

/// Sends a request to read `key` and waits for the reply. Throws ClosedChannel
/// when `reads` is, or becomes, closed before the request is taken.
/// With a `reply_capacity` of 1 whoever answers never waits for this thread.
inline int ask_read(Channel<ReadOp>& reads, int key,
                    std::size_t reply_capacity = 1) {
  const auto reply = make_channel<int>(reply_capacity);
  reads.send({key, reply});
  return await_reply(*reply);
}

/// Sends a request to write `value` to `key` and waits until it is done.
/// Otherwise as ask_read().
inline bool ask_write(Channel<WriteOp>& writes, int key, int value,
                      std::size_t reply_capacity = 1) {
  const auto reply = make_channel<bool>(reply_capacity);
  writes.send({key, value, reply});
  return await_reply(*reply);
}

}  // namespace workbook
