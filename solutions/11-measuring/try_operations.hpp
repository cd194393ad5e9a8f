/// @file
/// Chapter 11: what a send and a receive do while both ends of their channel
/// are locked.
#pragma once

#include <optional>
#include <utility>

#include "channel.hpp"
#include "closed_channel.hpp"
#include "sleeper.hpp"
#include "waiter.hpp"

namespace workbook {

// Completes a send that need not wait, and says whether it did.
template <class T>
bool Channel<T>::try_send(T& value, Sleeper*& partner) {
  if (closed_) throw ClosedChannel{"send: channel closed"};
  if (auto* receiver = claim_first(receivers_)) {
    hand_over(*receiver, partner,
              [&] { receiver->result.emplace(std::move(value)); });
    return true;
  }
  if (buffer_.full()) return false;
  buffer_.push(std::move(value));
  return true;
}

// Completes a receive that need not wait, and says whether it did. A closed
// and drained channel does so with nothing in `result`.
template <class T>
bool Channel<T>::try_receive(std::optional<T>& result, Sleeper*& partner) {
  if (!buffer_.empty()) {
    buffer_.pop_into(result);
    refill(partner);
    return true;
  }
  if (auto* sender = claim_first(senders_)) {
    hand_over(*sender, partner,
              [&] { result.emplace(std::move(sender->value)); });
    return true;
  }
  return closed_;
}

// Gives the room that a receive made to the sender that came first, so that
// no newcomer can take it. A sender whose value cannot be moved tries again on
// its own thread, where the exception belongs; the next one gets the room.
template <class T>
void Channel<T>::refill(Sleeper*& partner) {
  while (auto* sender = claim_first(senders_)) {
    try {
      hand_over(*sender, partner,
                [&] { buffer_.push(std::move(sender->value)); });
      return;
    } catch (...) {  // it tries again, on its own thread
    }
  }
}

}  // namespace workbook
