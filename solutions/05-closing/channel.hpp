/// @file
/// Chapters 3 to 6: a channel carries values from thread to thread.
#pragma once

#include <cstddef>
#include <exception>
#include <iterator>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "line.hpp"
#include "parker.hpp"
#include "ring.hpp"

namespace workbook {

/// Thrown by what a closed channel cannot do: a send, a second close.
class ClosedChannel : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Carries values between threads, first come, first served.
///
/// With capacity 0 a value passes from hand to hand: send() returns when a
/// receiver has it. With a larger capacity that many values wait in between.
/// What a sender did before send() is visible after the receive() of its
/// value; what a receiver did before an unbuffered receive() is visible after
/// the send().
///
/// Any thread may call any function at any time. The channel must outlive
/// every call on it. Moving a T must not use the channel; if it throws, the
/// exception reaches the caller and the channel stays usable.
template <class T>
class Channel {
 public:
  /// A channel that keeps up to `capacity` values nobody has received yet.
  /// Allocates their room.
  explicit Channel(std::size_t capacity = 0)
      : capacity_(capacity), buffer_(capacity) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Hands `value` to the receiver that came first, or to the buffer; waits
  /// until there is one or the other has room. Throws ClosedChannel when the
  /// channel is closed, or becomes closed while this waits; the value is then
  /// not delivered.
  void send(T value);

  /// Takes the oldest value; waits until there is one. Empty once the channel
  /// is closed and drained, and then at once, for ever.
  std::optional<T> receive();

  /// Ends the channel: no value is accepted any more, values in the buffer
  /// are still received. Wakes every thread that waits. Throws ClosedChannel
  /// when it is closed already.
  void close();

  /// How many values are in the buffer: true for the moment of the call only.
  [[nodiscard]] std::size_t size() const;

  /// How many values the buffer can keep.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Receives one value after the other. An input iterator.
  class Iterator;

  /// Receives the first value; waits for it. With end() it makes
  /// `for (T& value : channel)` receive until the channel is closed and
  /// drained.
  [[nodiscard]] Iterator begin();

  /// Where iterators arrive when the channel is closed and drained.
  [[nodiscard]] std::default_sentinel_t end() noexcept { return {}; }

 private:
  // Operations that wait. They live on their threads' stacks; whoever
  // completes one writes its fields, under mutex_, and then unparks it.
  struct Sender : Place<Sender> {
    explicit Sender(T& what) : value(what) {}
    T& value;
    std::exception_ptr failure;  // why the value was not delivered
    Parker parker;
  };
  struct Receiver : Place<Receiver> {
    explicit Receiver(std::optional<T>& where) : result(where) {}
    std::optional<T>& result;
    Parker parker;
  };

  // Needs mutex_. Whom the caller unparks once it is free, or null.
  Sender* refill();

  void receive_into(std::optional<T>& result);

  const std::size_t capacity_;
  mutable std::mutex mutex_;  // guards everything below
  // Whenever mutex_ is free ("waits": stands in a line):
  //   a receiver waits  =>  buffer_ is empty, and no sender waits
  //   a sender waits    =>  buffer_ is full
  //   closed_           =>  nobody waits
  Ring<T> buffer_;
  Line<Sender> senders_;
  Line<Receiver> receivers_;
  bool closed_ = false;
};

template <class T>
class Channel<T>::Iterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  explicit Iterator(Channel& channel) : channel_(&channel) { ++*this; }

  /// The value received last; it may be moved from.
  [[nodiscard]] T& operator*() const noexcept { return *value_; }

  /// Receives the next value; waits for it.
  Iterator& operator++() {
    value_.reset();
    channel_->receive_into(value_);
    return *this;
  }
  void operator++(int) { ++*this; }

  /// True when the channel was closed and drained.
  friend bool operator==(const Iterator& i, std::default_sentinel_t) noexcept {
    return !i.value_;
  }

 private:
  Channel* channel_;
  mutable std::optional<T> value_;
};

template <class T>
auto Channel<T>::begin() -> Iterator {
  return Iterator{*this};
}

template <class T>
void Channel<T>::send(T value) {
  std::unique_lock lock{mutex_};
  if (closed_) throw ClosedChannel{"send: channel closed"};
  if (!receivers_.empty()) {
    Receiver& receiver = receivers_.first();
    receiver.result.emplace(std::move(value));  // or throws: it still waits
    receivers_.leave(receiver);
    lock.unlock();
    receiver.parker.unpark();
    return;
  }
  if (!buffer_.full()) {
    buffer_.push(std::move(value));
    return;
  }
  Sender sender{value};
  senders_.join(sender);
  lock.unlock();
  sender.parker.park();
  if (sender.failure) std::rethrow_exception(sender.failure);
}

template <class T>
std::optional<T> Channel<T>::receive() {
  std::optional<T> result;
  receive_into(result);
  return result;
}

template <class T>
void Channel<T>::receive_into(std::optional<T>& result) {
  std::unique_lock lock{mutex_};
  if (!buffer_.empty()) {
    buffer_.pop_into(result);
    Sender* const sender = refill();
    lock.unlock();
    if (sender) sender->parker.unpark();
    return;
  }
  if (!senders_.empty()) {
    Sender& sender = senders_.first();
    result.emplace(std::move(sender.value));  // or throws: it still waits
    senders_.leave(sender);
    lock.unlock();
    sender.parker.unpark();
    return;
  }
  if (closed_) return;
  Receiver receiver{result};
  receivers_.join(receiver);
  lock.unlock();
  receiver.parker.park();
}

template <class T>
void Channel<T>::close() {
  Line<Sender> senders;
  Line<Receiver> receivers;
  {
    std::lock_guard lock{mutex_};
    if (closed_) throw ClosedChannel{"close: channel closed already"};
    closed_ = true;
    senders = std::exchange(senders_, {});
    receivers = std::exchange(receivers_, {});
  }
  // A sleeper is gone once unparked: it leaves the line before that.
  while (!senders.empty()) {
    Sender& sender = senders.leave_first();
    sender.failure =
        std::make_exception_ptr(ClosedChannel{"send: channel closed"});
    sender.parker.unpark();
  }
  while (!receivers.empty()) receivers.leave_first().parker.unpark();
}

template <class T>
std::size_t Channel<T>::size() const {
  std::lock_guard lock{mutex_};
  return buffer_.size();
}

// Gives the room that a receive made to the sender that came first, so that
// no newcomer can take it. A sender whose value cannot be moved is told why.
template <class T>
auto Channel<T>::refill() -> Sender* {
  while (!senders_.empty()) {
    Sender& sender = senders_.leave_first();
    try {
      buffer_.push(std::move(sender.value));
      return &sender;
    } catch (...) {
      sender.failure = std::current_exception();
      sender.parker.unpark();
    }
  }
  return nullptr;
}

}  // namespace workbook
