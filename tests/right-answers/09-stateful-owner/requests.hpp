/// @file
/// A right answer of another design: one function asks every kind of request,
/// and takes the reply as the first value of a for loop.
#pragma once

#include <cstddef>
#include <memory>

#include "channel.hpp"

namespace workbook {

template <class T>
using ChannelPtr = std::shared_ptr<Channel<T>>;

template <class T>
ChannelPtr<T> make_channel(std::size_t capacity = 0) {
  return ChannelPtr<T>(new Channel<T>(capacity));
}

struct ReadOp {
  int key;
  ChannelPtr<int> reply;
};

struct WriteOp {
  int key;
  int value;
  ChannelPtr<bool> reply;
};

/// Sends what `request` makes of a new reply channel; waits for the reply.
template <class Op, class Reply, class MakeRequest>
Reply ask(Channel<Op>& requests, std::size_t reply_capacity,
          MakeRequest request) {
  const ChannelPtr<Reply> reply = make_channel<Reply>(reply_capacity);
  requests.send(request(reply));
  for (const Reply answer : *reply) return answer;
  throw ClosedChannel{"ask: the owner does not answer"};
}

inline int ask_read(Channel<ReadOp>& reads, int key,
                    std::size_t reply_capacity = 1) {
  return ask<ReadOp, int>(reads, reply_capacity, [&](auto reply) {
    return ReadOp{key, reply};
  });
}

inline bool ask_write(Channel<WriteOp>& writes, int key, int value,
                      std::size_t reply_capacity = 1) {
  return ask<WriteOp, bool>(writes, reply_capacity, [&](auto reply) {
    return WriteOp{key, value, reply};
  });
}

}  // namespace workbook
