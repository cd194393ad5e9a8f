/// @file
/// Chapters 3 to 6: a channel carries values from thread to thread.
#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "channel_iterator.hpp"
#include "closed_channel.hpp"
#include "line.hpp"
#include "parker.hpp"
#include "todo.hpp"

namespace workbook {

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
  explicit Channel(std::size_t capacity = 0) : capacity_(capacity) {
    if (capacity > 0) todo("04: Channel with a buffer", "task 1");
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Hands `value` to the receiver that came first, or to the buffer; waits
  /// until there is one or the other has room. Throws ClosedChannel when the
  /// channel is closed, or becomes closed while this waits; the value is then
  /// not delivered.
  void send(T value);

  /// Takes the oldest value; waits until there is one. Empty once the channel
  /// is closed and drained; from then on at once.
  std::optional<T> receive();

  /// Ends the channel: no value is accepted any more, values in the buffer
  /// are still received. Wakes all that wait. Throws ClosedChannel
  /// when it is closed already.
  void close() { todo("05: Channel::close", "task 1"); }

  /// How many values are in the buffer: true for the moment of the call only.
  [[nodiscard]] std::size_t size() const {
    todo("04: Channel::size", "task 1");
  }

  /// How many values the buffer can keep.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// The same, with a name, a literal, by which a report calls it. (Chapter 15)
  Channel(std::size_t capacity, const char* name) : Channel(capacity) {
    name_ = name;
  }
  [[nodiscard]] std::string name() const { return name_; }

  /// As send() and receive(), for tasks. (Chapter 15: async_send.hpp and
  /// async_receive.hpp have their bodies.)
  [[nodiscard]] auto async_send(T value);
  [[nodiscard]] auto async_receive();

  /// Receives the first value; waits for it. With end() it makes
  /// `for (T& value : channel)` receive until the channel is closed and
  /// drained.
  [[nodiscard]] ChannelIterator<T> begin() {
    todo("05: Channel::begin", "task 3");
  }

  /// Where iterators arrive when the channel is closed and drained.
  [[nodiscard]] std::default_sentinel_t end() noexcept { return {}; }

 private:
  friend class ChannelIterator<T>;
  template <class U>
  friend class AsyncSend;
  template <class U>
  friend class AsyncReceive;

  // Operations that wait. They live on their threads' stacks. The thread that
  // completes one writes its fields, under mutex_, and then unparks it.
  struct Sender : Place<Sender> {
    explicit Sender(T& what) : value(what) {}
    T& value;
    Parker parker;
  };
  struct Receiver : Place<Receiver> {
    explicit Receiver(std::optional<T>& where) : result(where) {}
    std::optional<T>& result;
    Parker parker;
  };

  const std::size_t capacity_;
  const char* name_ = "a channel";
  mutable std::mutex mutex_;  // guards everything below
  // Whenever mutex_ is free ("waits": stands in a line):
  //   a receiver waits  =>  no sender waits
  Line<Sender> senders_;
  Line<Receiver> receivers_;
};

template <class T>
void Channel<T>::send(T value) {
  std::unique_lock lock{mutex_};
  if (!receivers_.empty()) {
    Receiver& receiver = receivers_.first();
    // A move that throws leaves the receiver in the line.
    receiver.result.emplace(std::move(value));
    receivers_.leave(receiver);
    lock.unlock();
    receiver.parker.unpark();
    return;
  }
  Sender sender{value};
  senders_.join(sender);
  lock.unlock();
  sender.parker.park();
}

template <class T>
std::optional<T> Channel<T>::receive() {
  std::optional<T> result;
  std::unique_lock lock{mutex_};
  if (!senders_.empty()) {
    Sender& sender = senders_.first();
    // A move that throws leaves the sender in the line.
    result.emplace(std::move(sender.value));
    senders_.leave(sender);
    lock.unlock();
    sender.parker.unpark();
    return result;
  }
  Receiver receiver{result};
  receivers_.join(receiver);
  lock.unlock();
  receiver.parker.park();
  return result;
}

}  // namespace workbook
